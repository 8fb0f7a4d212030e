"""The source and the cue that a network has marked, made whole: it marks tokens one by one."""

from collections.abc import Sequence
from dataclasses import replace

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.layout import Quotations
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular, without_prefix

#: Verbs with the words that go with them and are marked with them (docs/annotation-guidelines.md).
_TAILS = {
    "according": ("to",),
    **dict.fromkeys(("call", "calls", "called", "calling"), ("for", "on")),
    **dict.fromkeys(("point", "points", "pointed", "pointing"), ("out",)),
    **dict.fromkeys(("rule", "rules", "ruled", "ruling"), ("out",)),
    **dict.fromkeys(("go", "goes", "went", "going"), ("on",)),
}
#: When somebody has said it: no part of who.
_DAYS = frozenset({"today", "yesterday", "tonight"})
#: How long the title before a name can be, in words.
_LONGEST_TITLE = 5
#: How long what hangs on a preposition, and what stands in brackets, can be, in words.
_LONGEST_REST, _LONGEST_BRACKET = 5, 4
#: How far the noun of a phrase can be from its determiner, and the end of a clause, in words.
_FURTHEST_NOUN = 4
_LONGEST_CLAUSE = 15
#: A plural of fewer letters can be a verb: "she judges", "he heads".
_SHORTEST_PLURAL = 7
#: A determiner, a role and a comma.
_SHORTEST_BESIDE = 3


def without_strays(sentence: ScoredSentence, page: Page, quotations: Quotations) -> ScoredSentence:
    """Leave out a source or a cue that is empty, reaches out of the sentence, or is in a dateline.

    So is, where no cue is, a source that is named by whom it quotes, as in "China opposes it"
    between the marks of somebody's speech.
    """
    start, end = sentence.span
    if page.after_dateline(sentence.span) >= end:
        return replace(sentence, source=None, cue=None)
    source, cue = (
        span if span and start <= span.start < span.end <= end else None
        for span in (sentence.source, sentence.cue)
    )
    if source and cue is None:
        following = page.text[source.end : source.end + 2]  # no "'s"
        acts = following[:1].isspace() and following[1:].islower()
        source = None if acts and quotations.filled_by(sentence.span) else source
    return replace(sentence, source=source, cue=cue)


def complete_cue(sentence: ScoredSentence, *, page: Page) -> ScoredSentence:
    """Give a cue the small word that belongs to it: "called for", not "called"."""
    if sentence.cue is None:
        return sentence
    particles, dates = lexicon().particles, lexicon().small["calendar"]
    after = page.words_of(Span(sentence.cue.end, sentence.span.end))[:2]
    *_, last = ("", *(word.text for word in page.words_of(sentence.cue)))
    before = page.words_of(Span(sentence.span.start, sentence.cue.start))[-1:]
    joint = (*(word.key for word in before), *(word.text for word in after[:1]))
    if last == "Said" and not particles.isdisjoint(joint):
        return replace(sentence, source=None, cue=None)  # "Farouq bin Said"
    is_tail = any(word.key in _TAILS.get(last.casefold(), ()) for word in after[:1])
    is_tail = is_tail and not any(word.key in dates for word in after[1:])  # "called on Monday"
    return replace(sentence, cue=Span(sentence.cue.start, after[0].end)) if is_tail else sentence


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
    source, small = sentence.source, lexicon().small
    if source is None:
        return None
    words = _words_near(page, sentence, source)
    inside = [i for i, one in enumerate(words) if one.start < source.end and source.start < one.end]
    if not inside:
        return None
    first, end = inside[0], inside[-1] + 1
    for index in range(first, end - 1):
        if words[index].text in small["quoting"] and words[index + 1].key not in small["lead"]:
            first = index + 1  # "the radio quoted Ada Obi"
    while first < end and (words[first].key in small["lead"] or words[first].is_mark):
        first += 1
    first = _behind_adverbial(words, first, end, page=page, sentence=sentence)
    end = _before_verb(words, first, end)
    while end > first + 1 and words[end - 1].text in _DAYS:
        end -= 1
    last = _right_edge(words, first, end, page=page) if first < end else end
    if all(word.is_mark or word.key in small["article"] for word in words[first:last]):
        return None
    begin = _described_by(words, _left_edge(words, first, page=page), last, page=page)
    start = source.start if begin == inside[0] else words[begin].start
    return Span(start, source.end if last == inside[-1] + 1 else words[last - 1].end)


def _behind_adverbial(
    words: Sequence[Word], first: int, end: int, *, page: Page, sentence: ScoredSentence
) -> int:
    """Leave out "the Radio, " where "In a talk with the Radio, the mayor" says so.

    The comma after an apposition is closed before the verb; one that is not parts the subject
    from the adverbial that the sentence begins with.
    """
    prepositions, cue = lexicon().small["preposition"], sentence.cue
    comma = next((i for i in range(first, end - 1) if words[i].text == ","), 0)
    is_subject = comma and cue is not None and cue.start >= words[end - 1].end
    if not is_subject or any(word.key == "and" for word in words[first:end]):
        return first
    begin = _left_edge(words, first, page=page)
    is_led = begin > 0 and words[0].key in prepositions and words[begin - 1].key in prepositions
    is_open = not page.text[words[end - 1].end : cue.start].strip() if cue else False
    return comma + 1 if is_led and is_open else first


def _before_verb(words: Sequence[Word], first: int, end: int) -> int:
    """Give the index where a verb begins that no clause has led to, or ", citing"; else the end."""
    known, small = lexicon(), lexicon().small
    for index in range(first + 1, end):
        key = words[index].key
        if key in small["relative"] or key in known.determiners or key in known.pronouns:
            break  # "the man who has", "the man the police have"
        if words[index].text in small["relaying"] or words[index].text in small["finite"]:
            return index - words[index - 1].is_mark
    return end


def _words_near(page: Page, sentence: ScoredSentence, source: Span) -> list[Word]:
    """Give the words that can belong to the source: up to the cue, and to any quotation mark."""
    start, end = sentence.span
    cue, known = sentence.cue, lexicon()
    if cue is not None:
        start = cue.end if cue.end <= source.start else start
        end = cue.start if cue.start >= source.end else end
    words = page.words_of(Span(start, end))
    first, last = 0, len(words)
    for index in range(1, len(words)):
        before, gap = words[index - 1], page.text[words[index - 1].end : words[index].start].strip()
        is_short = before.key in known.titles or before.key in known.small["short"]
        is_short = is_short or before.text.isupper()  # "Dr.", "St.", "J.", "U.N."
        if gap and not (gap == "." and (is_short or words[index].text == ")")):
            if words[index].start <= source.start:
                first = index
            elif before.end >= source.end:
                last = index
                break
    return words[first:last]


def _described_by(words: Sequence[Word], begin: int, last: int, *, page: Page) -> int:
    """Go back to the name that opens a clause and that the phrase up to a comma only describes.

    That is "Ada Obi" for "the mayor of Orno" in "Ada Obi, the mayor of Orno, has asked".
    """
    is_closed = last < len(words) and words[last].text == ","
    known = lexicon()
    is_plain = words[begin].text.islower() or words[begin].key in known.determiners
    is_plain = is_plain or words[begin].key in known.small["partisan"]
    if begin < _SHORTEST_BESIDE or words[begin - 1].text != "," or not (is_closed and is_plain):
        return begin
    start = _left_edge(words, begin - 2, page=page)
    return start if start == 0 and page.is_name_word(words[0]) else begin


def _left_edge(words: Sequence[Word], first: int, *, page: Page) -> int:
    """Find where a phrase begins: with the title and the determiner before a name."""
    known = lexicon()
    if words[first].key in known.determiners or words[first].key in known.pronouns:
        return first
    begin = first
    while begin and page.is_name_word(words[begin]) and page.is_name_word(words[begin - 1]):
        begin -= 1
    if begin == 0:
        return begin
    before = words[begin - 1]
    if before.is_mark:
        return _apposed_start(words, begin)
    if before.key in known.small["article"]:
        return begin - 1
    leads = known.roles.keys() | known.small["degree"] | known.small["past"]  # "Vice President Obi"
    is_led = not page.is_name_word(words[begin]) or singular(before.key) in leads
    return _title_start(words, begin) if is_led else begin


def _apposed_start(words: Sequence[Word], begin: int) -> int:
    """Go back over "her lawyer, " before a name, but not over whom somebody told so."""
    known = lexicon()
    if begin < _SHORTEST_BESIDE or words[begin - 1].text != ",":
        return begin
    start = _title_start(words, begin - 2) if words[begin - 2].key in known.roles else begin
    is_of_another = any(one.key in known.small["preposition"] for one in words[:start][-1:])
    is_of_another |= [one.is_mark or one.is_capital for one in words[:start][-2:]] == [True, True]
    return begin if words[start].key not in known.possessors or is_of_another else start


def _title_start(words: Sequence[Word], begin: int) -> int:
    """Go back to the determiner, or to where the words before a name begin."""
    known = lexicon()
    index = begin
    while index > max(0, begin - _LONGEST_TITLE):
        before = words[index - 1]
        if before.is_mark or before.key in known.before_titles:
            return index
        index -= 1
        if before.key in known.determiners:
            return index
    return index if index == 0 else begin


def _right_edge(words: Sequence[Word], first: int, end: int, *, page: Page) -> int:
    """Find where a phrase ends: with its noun, its name, or the clause "who has …"."""
    small = lexicon().small
    end = _name_end(words, end, page)
    is_open = end < len(words) and not words[end].is_mark
    is_led = end > 1 and words[end - 2].key in small["preposition"]
    cuts = lexicon().possessors | (small["several"] if is_led else set())
    if is_open and end - first > 1 and words[end - 1].key in cuts:
        rest = range(end, min(end + _LONGEST_REST, len(words)) + 1)  # "the wife of a"
        return next((i for i in rest if i == len(words) or words[i].is_mark), end + 1)
    if not any(_is_noun(word, page) for word in words[first:end]):
        end = _noun_end(words, end, page)
    if end - first > 1 and words[end - 1].key in small["preposition"] | {"and"}:
        at = end + (end < len(words) and words[end].key in lexicon().determiners)
        is_named = at < len(words) and page.is_name_word(words[at])
        end = _name_end(words, at + 1, page) if is_named else end - 1
    bracket = max((i for i in range(first, end) if words[i].text == "("), default=end)
    closing = range(end, min(end + _LONGEST_BRACKET, len(words)))
    if all(word.text != ")" for word in words[bracket:end]) and bracket < end:
        return next((i + 1 for i in closing if words[i].text == ")"), end)  # "Obi (D-N.Y.)"
    mark = next((i for i in range(end - 1, first, -1) if words[i].is_mark), first)
    clause = next((i for i in range(mark, end) if words[i].text in {"who", "whose"}), first)
    if clause == first:
        return end
    limit = min(clause + _LONGEST_CLAUSE, len(words))
    return next((i for i in range(end, limit + 1) if i == len(words) or words[i].is_mark), end)


def _name_end(words: Sequence[Word], end: int, page: Page) -> int:
    """Go on over the name that a phrase ends in, or over the noun that it describes."""
    known, small = lexicon(), lexicon().small
    while end < len(words):
        last, following = words[end - 1], words[end]
        is_named = page.is_name_word(last)
        leads = is_named or last.key in known.particles or _is_somebody(last)
        leads = leads or without_prefix(last.key) in small["degree"]  # "then-Vice"
        is_all = end > 1 and words[end - 2].text == "the"  # "the Voice of Orland"
        can_be_of = is_named and (is_all or _is_somebody(last) or last.key in small["partisan"])
        at = end + 1 + any(word.key == "the" for word in words[end + 1 : end + 2])
        if leads and (page.is_name_word(following) or _is_somebody(following)):
            end += 1
        elif (
            ((can_be_of and following.key in {"of", "for"}) or following.key in known.particles)
            and is_named
            and any(map(page.is_name_word, words[at : at + 1]))
        ):
            end = at + 1
        else:
            break
    return end


def _is_somebody(word: Word) -> bool:
    """Whether a word is a role or a body and can be no verb, as "judges" can."""
    known = lexicon()
    is_plural = len(word.key) >= _SHORTEST_PLURAL and singular(word.key) in known.roles
    return word.key in known.roles or word.key in known.bodies or is_plural


def _is_noun(word: Word, page: Page) -> bool:
    """Whether a phrase can end in a word: a name, a pronoun, a role, a body or a paper."""
    known = lexicon()
    is_noun = word.key in known.pronouns or singular(word.key) in known.nouns
    return is_noun or page.is_name_word(word)


def _noun_end(words: Sequence[Word], end: int, page: Page) -> int:
    """Go on to the noun of a phrase that has none yet."""
    known = lexicon()
    for index in range(end, min(end + _FURTHEST_NOUN, len(words))):
        word = words[index]
        if word.is_mark or word.key in known.small["preposition"] or word.key in known.pronouns:
            break
        if _is_noun(word, page):
            return _name_end(words, index + 1, page)
    return end
