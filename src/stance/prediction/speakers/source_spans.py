"""Making whole the source that a model has cut off in the middle of a phrase."""

from collections.abc import Sequence

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.phrases import read_phrase
from stance.prediction.speakers.spans.left_edges import left_edge
from stance.prediction.speakers.spans.right_edges import right_edge
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word

#: Who often speaks at the end of a sentence, without a determiner.
_AUTHORITIES = frozenset({"police", "authorities", "officials", "prosecutors", "investigators"})
#: When somebody has said it: no part of who.
_DAYS = frozenset({"today", "yesterday", "tonight"})
#: A name of one word that opens a clause can be a place, a month or a body.
_SHORTEST_NAME = 2
#: How an owner ends.
_OWNING = ("'s", "’s")


def complete_source(page: Page, sentence: ScoredSentence) -> Span | None:
    """Give the whole phrase of which a source is a part.

    A network marks tokens one by one: "Maio" of "the Italian foreign minister, Luigi Di Maio", or
    "Culture" of "Culture minister Ada Obi".

    Args:
        page: The article.
        sentence: With a source and a cue, inside it, or with one of them.

    Returns:
        The source with the words that belong to it, without a conjunction or a preposition
        before it; None if it is a determiner or the like and no noun follows, or is none.

    Examples:
        >>> text = "It will be warm, Culture minister Ada Obi said."
        >>> sentence = ScoredSentence(
        ...     span=Span(0, 47), log_probabilities=(), source=Span(17, 24), cue=Span(42, 46))
        >>> text[slice(*complete_source(Page(text), sentence))]
        'Culture minister Ada Obi'
    """
    if (source := sentence.source) is None:
        return None
    words = _words_near(page, sentence, source)
    inside = [
        i for i, word in enumerate(words) if word.start < source.end > source.start < word.end
    ]
    first, end = _without_lead(words, inside)
    if first == end:
        return None
    is_open = not page.text.startswith((",", ":"), words[end - 1].end)
    alone = _alone(words[first:end], page, is_open=is_open)
    if alone:
        return Span(alone[0].start, alone[-1].end)
    first = _behind_adverbial(words, first, end, page=page, sentence=sentence)
    end = _before_verb(words, first, end)
    while end - first > 1 and words[end - 1].text in _DAYS:
        end -= 1
    last = right_edge(words, first, end, page=page)
    if not any(_points(word) for word in words[first:last]):
        return None
    begin = _apposed_to(words, left_edge(words, first, page=page), last, page=page)
    is_mid = page.text.startswith(_OWNING, source.start)  # "'s central" of "Orland's central"
    start = source.start if begin == inside[0] and not is_mid else words[begin].start
    is_cut = page.text.startswith(_OWNING, source.end - 1)
    is_whole = last == inside[-1] + 1 and not is_cut
    return Span(start, source.end if is_whole else words[last - 1].end)


def _apposed_to(words: Sequence[Word], begin: int, last: int, *, page: Page) -> int:
    """Go back to the name that opens a clause and that the phrase up to a comma only describes.

    That is "Ada Obi" for "the mayor of Orno" in "Ada Obi, the mayor of Orno, has asked".
    """
    is_closed = last < len(words) and words[last].text == ","
    is_party = words[begin].key in lexicon().small["partisan"]  # "Ada Obi, Republican of Orno,"
    is_plain = is_party or words[begin].text.islower() or words[begin].key in lexicon().determiners
    if begin < _SHORTEST_NAME + 1 or words[begin - 1].text != "," or not (is_closed and is_plain):
        return begin
    start = left_edge(words, begin - 2, page=page)
    opens = start == 0 and page.is_name_word(words[0])
    is_home = is_party and words[begin + 1].key == "of"
    return start if opens or is_home else begin


def _behind_adverbial(
    words: Sequence[Word], first: int, end: int, *, page: Page, sentence: ScoredSentence
) -> int:
    """Leave out "the Harbour Radio, " where "In a talk with the Harbour Radio, the mayor" says so.

    The comma after an apposition is closed before the verb; one that is not parts the subject
    from the adverbial that the sentence begins with.
    """
    prepositions, cue = lexicon().small["preposition"], sentence.cue
    comma = next((i for i in range(first, end - 1) if words[i].text == ","), None)
    if comma is None or cue is None or cue.start < words[end - 1].end:
        return first
    is_list = any(word.key == "and" for word in words[first:end])
    if is_list or page.text[words[end - 1].end : cue.start].strip():
        return first
    begin = left_edge(words, first, page=page)
    is_led = begin > 0 and words[begin - 1].key in prepositions
    opens = page.words_of(sentence.span)[0].key in prepositions
    return comma + 1 if is_led and opens else first


def _before_verb(words: Sequence[Word], first: int, end: int) -> int:
    """Give the index where a verb begins that no clause has led to, or ", citing"; else the end."""
    known = lexicon()
    for index in range(first + 1, end):
        key = words[index].key
        if key in known.small["relative"] or key in known.determiners or key in known.pronouns:
            break  # "the man who has", "the man the police have"
        if words[index].text in known.small["relaying"]:
            return index - words[index - 1].is_mark
        if words[index].text in known.small["finite"]:
            return index
    return end


def _alone(words: Sequence[Word], page: Page, *, is_open: bool) -> Sequence[Word]:
    """Give the subject that stands with words of another clause.

    That is "it" of "the rupee, it", "she" of "she found in" and the second name of "to their aide
    Lu Hu, Ada Obi said", if it is ``is_open``: no comma closes it, as it would an apposition.
    """
    comma = max((i for i, word in enumerate(words) if word.text == ","), default=0)
    before, after = words[:comma], words[comma + 1 :]
    if comma and len(after) == 1 and _is_pronoun(after[0]):
        return after
    small = lexicon().small
    joined = small["tail"] | small["relative"] | small["several"] | {"and", "or"}
    if len(words) > 1 and _is_pronoun(words[0]) and words[1].text.islower():
        return () if words[1].key in joined else words[:1]
    if comma and is_open and sum(word.is_mark for word in words) == 1:
        one, other = read_phrase(before, page), read_phrase(after, page)
        if after and after[0].key in _AUTHORITIES and one.is_person:
            return after  # "by a drunken driver, cops and family"
        is_bare = len(other.name) == len(after) > 1 and not other.is_body
        if is_bare and one.is_person and len(one.name) > 1:
            return after
    return ()


def _is_pronoun(word: Word) -> bool:
    is_acronym = word.text.isupper()  # "IT workers"
    known = lexicon()
    return not is_acronym and word.key in known.pronouns and word.key not in known.small["owner"]


def _without_lead(words: Sequence[Word], inside: Sequence[int]) -> tuple[int, int]:
    """Leave out a conjunction, a preposition or who only quotes, if a source begins with it."""
    if not inside:
        return 0, 0
    first, end = inside[0], inside[-1] + 1
    known = lexicon().small
    for index in range(first, end - 1):
        if words[index].text in known["quoting"] and words[index + 1].key not in known["lead"]:
            first = index + 1  # "the radio quoted Ada Obi"
    while first < end and (words[first].key in known["lead"] or words[first].is_mark):
        first += 1
    is_side = (
        1 < first < len(words) and words[first - 1].text == "(" and words[first].text[1:2] == "-"
    )
    return first - 2 * is_side, end  # "Ada Obi" of "Ada Obi (D-N.Y.)"


def _points(word: Word) -> bool:
    """Whether a word is more than "the" or a mark."""
    return not (word.is_mark or word.key in lexicon().small["article"])


def _words_near(page: Page, sentence: ScoredSentence, source: Span) -> list[Word]:
    """Give the words that can belong to the source: up to the cue, and to any quotation mark."""
    start, end = sentence.span
    cue = sentence.cue
    if cue is not None:
        start = cue.end if cue.end <= source.start else start
        end = cue.start if cue.start >= source.end else end
    words = page.words_of(Span(start, end))
    first, last = 0, len(words)
    for index in range(1, len(words)):
        gap = page.text[words[index - 1].end : words[index].start].strip()
        closes = words[index].text == ")"  # "(D-N.Y.)"
        if gap and not (gap == "." and (closes or _is_short(words[index - 1]))):
            if words[index].start <= source.start:
                first = index
            elif words[index - 1].end >= source.end:
                last = index
                break
    return words[first:last]


def _is_short(word: Word) -> bool:
    """Whether a full stop after a word only shortens it: "Dr.", "St.", "J.", "U.N."."""
    known = lexicon()
    is_known = word.key in known.titles or word.key in known.small["short"]
    return is_known or (word.text.isupper() and max(map(len, word.text.split("."))) == 1)
