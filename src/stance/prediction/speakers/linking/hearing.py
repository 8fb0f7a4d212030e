"""Who speaks in the sentences that say so."""

from collections.abc import Sequence

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import capacities, chances_of, is_spoken
from stance.prediction.speakers.layout import Quotations
from stance.prediction.speakers.linking.cast import Cast
from stance.prediction.speakers.linking.noticing import described_in, named_in, owns, source_of
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.mentions import Mention
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.scanning import without_joining
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word
from stance.schemes import NEWS, LabelScheme

#: Characters after a large word within which a name can follow that it only describes.
_SIGHT = 30
#: And after a name, within which its verb can follow what stands between.
_FAR = 120


def hear_sources(
    scored: Sequence[ScoredSentence],
    *,
    page: Page,
    quotations: Quotations,
    cast: Cast,
    scheme: LabelScheme = NEWS,
) -> list[Voice | None]:
    """Give each sentence with a source its voice, reading the article from top to bottom.

    Args:
        scored: The sentences with their scores and spans.
        page: The article.
        quotations: Its quotations.
        cast: Empty; gets to know everybody whom the article names.
        scheme: Tells which labels are those of speech.

    Returns:
        One entry for each sentence; None where no source is marked.
    """
    heard: list[Voice | None] = []
    speaking: Voice | None = None
    for place, sentence in enumerate(scored):
        source = sentence.source
        names = named_in(sentence, page=page, quotations=quotations)
        described = described_in(sentence, page=page, quotations=quotations)
        if described is not None:
            cast.see(described, place, led=True)
        n_before = sum(source is not None and name.span < source for name in names)
        subject = _subject_of_clause(names[:n_before], sentence, page=page)
        for name in names[:n_before]:
            is_firm = name is subject and owns(name, page)
            cast.see(name, place, led=name is subject, acts=is_firm)
        voice = None
        if source is not None:
            chances = capacities(chances_of(sentence), scheme=scheme)
            mention = source_of(sentence, source, page=page)
            voice = speaking = cast.hear(mention, place, chances=chances)
        elif speaking is not None and (
            is_spoken(sentence, scheme=scheme) or quotations.filled_by(sentence.span)
        ):
            cast.speak(speaking, place)
        heard.append(voice)
        following = names[n_before:]
        leader = _leader_among(following, sentence, page=page) if voice is None else None
        for name in following:
            seen = cast.see(name, place, led=name is leader, acts=_acts(name, page))
            if name is leader and name.gender and seen is not speaking:
                speaking = None  # "Ada Obi has been at it since five.", and a quotation follows
    return heard


def _leader_among(
    names: Sequence[Mention], sentence: ScoredSentence, *, page: Page
) -> Mention | None:
    """Give the first named; not "La La Land" of "With his La La Land on screen, Obi waits"."""
    names = [name for name in names if not _is_of_another(name, page)]
    words = without_joining(page.words_of(sentence.span))
    if words and words[0].key in lexicon().small["fronted"]:
        comma = next((word.start for word in words if word.text == ","), sentence.span.start)
        names = [name for name in names if name.span.start > comma] or names
    return next(iter(names), None)


def _subject_of_clause(
    names: Sequence[Mention], sentence: ScoredSentence, *, page: Page
) -> Mention | None:
    """Give whom what opens a sentence is about: Obi of "Once Obi had left", "In Obi's speeches"."""
    if not names:
        return None
    first, known, words = names[0], lexicon().small, page.words_of(sentence.span)[:2]
    opener, is_next = words[0].key, first.span.start == words[-1].start
    is_led = any(opener in known[group] for group in ("clause", "fronted", "opener"))
    is_about = opener in known["clause"] or (opener in known["fronted"] and owns(first, page))
    begins = first.span.start == words[0].start or (
        first.span.start == words[-1].start and words[0].is_capital and not is_led
    )
    is_state = not lexicon().nations.isdisjoint(first.name[:1])
    is_owner = owns(first, page) and len(first.name) == 1 and not is_state
    if begins and (is_owner or _acts(first, page)):
        return first  # "Obi defends it", "Democratic front-runner Obi defends it"
    return first if is_next and is_about else None


def _acts(name: Mention, page: Page) -> bool:
    """Whether a verb follows a name: "Nokia has", "Nokia announced", "Ada Obi of Orno, 51, has"."""
    following = _behind_apposition(page.words_of(Span(name.span.end, name.span.end + _FAR)))[:1]
    known = lexicon().small
    return any(
        word.text in known["strong"]
        or word.key in known["finite"]
        or word.text.endswith(("ed", "s"))
        for word in following
    )


def _behind_apposition(words: Sequence[Word]) -> Sequence[Word]:
    """Leave out "of Orno", and what stands between commas, before the verb of a subject."""
    index = 0
    if words and words[0].key in {"of", "from"}:
        index = next((i for i, word in enumerate(words[1:], 1) if not word.is_capital), len(words))
    articles = lexicon().small["article"]
    is_open = words[index : index + 1] and words[index].text == ","
    while is_open:
        commas = (i for i, word in enumerate(words) if word.text == "," and i > index)
        index = next(commas, len(words) - 1) + 1
        is_open = words[index : index + 1] and words[index].key in articles
    return words[index:]


def _is_of_another(name: Mention, page: Page) -> bool:
    """Whether a large word only says what another name is: "Consumer electronics group Nokia"."""
    known = lexicon()
    plain: list[str] = []
    for word in page.words_of(Span(name.called.end, name.called.end + _SIGHT)):
        if not word.text.islower():
            is_before_name = len(name.name) == 1 and bool(plain) and page.is_name_word(word)
            return is_before_name and (
                plain[-1] in known.bodies or plain[-1] in known.small["firm"]
            )
        plain.append(word.key)
    return False
