"""What sentences have in common: who speaks, how it is said, where it stands, how long it is."""

from collections.abc import Callable, Mapping, Sequence

from stance.article import Article
from stance.parts import Sentence
from stance.text.quotes import find_quotes, quotes_within

#: Words in a sentence, and sentences in an article, up to and with which a slice goes.
_WORD_STEPS = (10, 20, 30)
_SENTENCE_STEPS = (10, 20, 40)
#: A sentence with at least this share of its characters quoted is a quotation, not indirect.
_QUOTED_FRACTION = 0.5

#: Gives a value for each sentence of an article.
Slicer = Callable[[Article], Sequence[str]]


def _speaker_kinds(article: Article) -> list[str]:
    speakers = [article.speaker_of(sentence) for sentence in article.sentences]
    return [speaker.kind.value if speaker else "outlet" for speaker in speakers]


def _cues(article: Article) -> list[str]:
    return [_cue(sentence) for sentence in article.sentences]


def _cue(sentence: Sentence) -> str:
    if sentence.speaker is None:
        return "outlet"
    return "cue" if sentence.cue else "no cue"


def _quotation(article: Article) -> list[str]:
    quotes = find_quotes(article.text)
    found = []
    for sentence in article.sentences:
        n_quoted = sum(end - start for start, end in quotes_within(quotes, sentence.span))
        share = n_quoted / (sentence.end - sentence.start)
        if share >= _QUOTED_FRACTION:
            found.append("quotation")
        elif sentence.speaker is None:
            found.append("outlet")
        else:
            found.append("partly quoted" if n_quoted else "indirect")
    return found


def _positions(article: Article) -> list[str]:
    n = len(article.sentences)
    thirds = ("early", "middle", "late")
    return ["first" if index == 0 else thirds[3 * index // n] for index in range(n)]


def _sentence_lengths(article: Article) -> list[str]:
    lengths = [len(article.text_of(sentence).split()) for sentence in article.sentences]
    return [_step(n, _WORD_STEPS, "words") for n in lengths]


def _article_lengths(article: Article) -> list[str]:
    n = len(article.sentences)
    return [_step(n, _SENTENCE_STEPS, "sentences")] * n


def _step(n: int, steps: Sequence[int], unit: str) -> str:
    """Give the step that a number is on.

    Args:
        n: The number.
        steps: Upper ends, inclusive, rising.
        unit: What is counted.

    Returns:
        Its name.

    Examples:
        >>> _step(10, (10, 20), "words"), _step(11, (10, 20), "words"), _step(99, (10,), "words")
        ('1–10 words', '11–20 words', 'over 10 words')
    """
    low = 1
    for high in steps:
        if n <= high:
            return f"{low}–{high} {unit}"
        low = high + 1
    return f"over {steps[-1]} {unit}"


def _steps(steps: Sequence[int], unit: str) -> list[str]:
    return [_step(n, steps, unit) for n in (*steps, steps[-1] + 1)]


#: What a sentence and its article tell by themselves.
SLICERS: Mapping[str, Slicer] = {
    "speaker": _speaker_kinds,
    "cue": _cues,
    "quotation": _quotation,
    "position": _positions,
    "sentence length": _sentence_lengths,
    "article length": _article_lengths,
}
#: Values in the order in which a reader expects them; all others are sorted by name.
ORDERS: Mapping[str, Sequence[str]] = {
    "speaker": ("official", "expert", "other", "outlet"),
    "cue": ("cue", "no cue", "outlet"),
    "quotation": ("quotation", "partly quoted", "indirect", "outlet"),
    "position": ("first", "early", "middle", "late"),
    "sentence length": _steps(_WORD_STEPS, "words"),
    "article length": _steps(_SENTENCE_STEPS, "sentences"),
}
