"""Whom a sentence names or describes, whether or not they speak in it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import takewhile

from stance.parts import Span
from stance.prediction.speakers.mentions import Form, Mention
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.reading import read_mention
from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, singular, without_prefix

_LONGEST_NAME = 15
#: How far back the role before a name can begin, in words.
_LONGEST_TITLE = 6
#: How far an apposition can reach from the name, in words, and from where on it is a full name's.
_LONGEST, _LONG = 24, 13
#: Words of a description after "the", at most: "the former prime minister"; for an authority,
#: at least: "the health ministry".
_LONGEST_DESCRIPTION, _SHORTEST_BODY = 4, 2
_OF = frozenset({"of", "to", "for"})
#: What can stand before how a sentence begins: "But in Orno, Obi waits".
_JOINING = frozenset({"and", "but", "so", "still", "yet"})


def names_in(page: Page, sentence: Span) -> list[Mention]:
    """Find the proper names of a sentence, in order, each with the role that stands beside it."""
    words, small = page.words_of(sentence), lexicon().small
    mentions: list[Mention] = []
    start = end = 0
    for first, last in _runs(words, page):
        is_work = first > 0 and words[first - 1].key in small["work"]  # "the film Obi"
        is_member = last - first == 1 and words[first].key in small["partisan"]
        if first < end or is_work or is_member:  # "the third Democrat"
            continue
        left = _role_before(words, first, floor=end)
        if left == first:
            left = _apposition_before(words, first, last)
        if end > start and left == end and _is_role(words[end:first]):
            left = start  # "Larkspur co-founder Ada Obi"
        start, end = first, _apposition_after(words, last)
        mention = read_mention(page, Span(words[left].start, words[end - 1].end))
        following = words[end : end + 1]
        is_scheme = any(one.key in small["venture"] for one in following)
        is_name = mention.form is Form.NAME and not _is_thing(mention)
        if is_name and not (is_scheme or _is_of_nation(words[first:end], following)):
            mentions.append(mention)
    return mentions


def bodies_in(page: Page, sentence: Span) -> list[Mention]:
    """Find the authorities of a sentence that are described: "the health ministry"."""
    known, words = lexicon(), page.words_of(sentence)
    mentions = []
    for index, word in enumerate(words):
        if word.key == "the":
            after = words[index + 1 : index + 2 + _LONGEST_DESCRIPTION]
            n_words = _n_words(
                after,
                page,
                is_noun=lambda key: "agency" in known.classes.get(key, ()),
                nouns=known.bodies,
            )
            if n_words >= _SHORTEST_BODY:
                mentions.append(read_mention(page, Span(word.start, after[n_words - 1].end)))
    return [one for one in mentions if one.form is Form.DESCRIPTION]


def subject_in(page: Page, sentence: Span) -> Mention | None:
    """Read the person with whom a sentence begins, if it describes one: "But the judge waits"."""
    words = without_joining(page.words_of(sentence))
    if not words or words[0].key != "the":
        return None
    persons, after = lexicon().persons, words[1 : 2 + _LONGEST_DESCRIPTION]
    n_words = _n_words(after, page, is_noun=lambda key: singular(key) in persons, nouns=persons)
    if n_words in {0, len(after)}:
        return None
    return read_mention(page, Span(words[0].start, after[n_words - 1].end))


def without_joining(words: Sequence[Word]) -> Sequence[Word]:
    """Leave out what joins a sentence to the one before: "But"."""
    return words[1:] if len(words) > 1 and words[0].key in _JOINING else words


def _n_words(
    after: Sequence[Word], page: Page, *, is_noun: Callable[[str], bool], nouns: Collection[str]
) -> int:
    """Count the words after "the" up to a noun that ends the phrase, as no other of ``nouns`` does.

    It is 0 where a mark, a name or a preposition comes first.
    """
    for n_words, word in enumerate(after[:_LONGEST_DESCRIPTION], start=1):
        if word.is_mark or page.is_name_word(word) or word.key in lexicon().small["preposition"]:
            break
        is_last = n_words == len(after) or singular(after[n_words].key) not in nouns
        if is_noun(word.key) and is_last:
            return n_words
    return 0


def _runs(words: Sequence[Word], page: Page) -> Iterator[tuple[int, int]]:
    """Give first and last-plus-one index of each run of name words."""
    index = 0
    while index < len(words):
        first = index
        end = min(len(words), first + _LONGEST_NAME)
        while index < end and _goes_on(words, index, first=first, page=page):
            index += 1
        if index > first:
            yield first, index
        else:
            index += 1


def _goes_on(words: Sequence[Word], index: int, *, first: int, page: Page) -> bool:
    """Whether a run of name words begins at, or goes on over, a word."""
    if _is_named(words, index, page):
        return True
    if index == first or index + 1 == len(words) or not _is_named(words, index + 1, page):
        return False
    known, previous, key = lexicon(), words[index - 1].key, words[index].key
    if key == "and":  # "Department of Health and Human Services"
        return previous in known.small["field"] and words[index + 1].key in known.small["field"]
    is_of = key in {"of", "for"} and (previous in known.bodies or previous in known.roles)
    return is_of or key in known.particles


def _is_named(words: Sequence[Word], index: int, page: Page) -> bool:
    """Whether a word is of a name; an initial is, too: "Viktor A. Yushchenko"."""
    word = words[index]
    if word.key in lexicon().determiners or word.key == "i":
        return index > 0 and page.is_initial(word) and words[index - 1].is_capital
    return page.is_name_word(word)


def _role_before(words: Sequence[Word], first: int, *, floor: int) -> int:
    """Give the index where the role before a name begins, from ``floor`` on; else the name's."""
    known = lexicon()
    if first == floor or words[first - 1].is_mark:
        return first
    last = words[first - 1].key
    is_name = words[first].key not in known.roles and words[first].key not in known.titles
    if is_name and last in _OF and first - 2 > floor and words[first - 2].key in known.roles:
        return _role_start(words, first - 1, floor=floor)  # "the envoy to Orland Ada Obi"
    is_office = first - 3 >= floor and words[first - 2].key in _OF
    if is_office and singular(words[first - 3].key) in known.persons:
        return _role_start(words, first - 2, floor=floor)  # "former secretary of state Ada Obi"
    if first > 1 and words[first - 2].key in known.small["finite"]:
        return first  # "it can trust Obi"
    if without_prefix(singular(last)) in known.roles or singular(last) in known.bodies:
        return _role_start(words, first, floor=floor)
    leads = known.small["past"] | known.small["degree"] | {"the"}
    return first - (last in leads)  # "Former Mayor Obi", "Vice President Obi"


def _role_start(words: Sequence[Word], first: int, *, floor: int) -> int:
    """Go back from the noun before an index to where the words for a role begin."""
    known = lexicon()
    index = first
    while index > max(floor, first - _LONGEST_TITLE):
        word = words[index - 1]
        is_subject = word.key in known.pronouns and word.key not in known.determiners
        if word.is_mark or word.key in known.before_roles or is_subject:
            is_verb = index < first and (words[index].key.endswith("ed") or is_subject)
            return index + is_verb  # "on Monday sentenced senator Obi", "He met senator Obi"
        index -= 1
        if word.key in known.determiners:
            break
    return index


def _is_role(words: Sequence[Word]) -> bool:
    """Whether words between two names are a role in small letters: "co-founder"."""
    known = lexicon()
    is_role = bool(words) and without_prefix(words[-1].key) in known.persons
    return is_role and all(
        one.text[0].islower() and one.key not in known.determiners | known.small["past"]
        for one in words
    )


def _is_thing(mention: Mention) -> bool:
    """Whether a name is that of what cannot speak: "DNA", "Hurricane Obi", "New Year"."""
    small = lexicon().small
    first, last = mention.name[0], mention.name[-1]
    if len(mention.name) == 1:
        return first in small["event"] | small["thing"]
    is_feast = last in small["feast"] and first not in lexicon().given  # not "Ada Day"
    return first in small["event"] or last in small["ground"] or is_feast


def _is_of_nation(name: Sequence[Word], following: Sequence[Word]) -> bool:
    """Whether a word only tells of which nation or language somebody is: "a Spanish teacher"."""
    known, word = lexicon(), name[0].key
    is_native = word in known.small["native"] or word in known.small["adjective"]
    is_person = any(singular(one.key) in known.persons for one in following)
    return len(name) == 1 and is_native and is_person


def _apposition_before(words: Sequence[Word], first: int, last: int) -> int:
    """Give the index of "the" in "the former mayor of Lakeside, Ada Obi,"; else the name's."""
    known = lexicon()
    is_apposition = last == len(words) or words[last].is_mark
    if first < 2 or words[first - 1].text != "," or not is_apposition:  # noqa: PLR2004
        return first
    if last - first == 1:  # "Mr Obi's sister, Ada,", where one name is enough
        return first - 2 if words[first - 2].key in known.small["kin"] else first
    for index in range(first - 2, max(first - _LONGEST, 0) - 1, -1):
        if words[index].is_mark:
            return first
        if words[index].key in known.possessors:
            told = words[index + 1 : first + 1]
            noun = next((i for i, word in enumerate(told[:-1]) if word.key in known.persons), None)
            follows = told[noun + 1] if noun is not None else None
            if follows and (follows.text == "," or follows.key in known.small["preposition"]):
                return index
            if index == 0 or words[index - 1].key not in known.small["preposition"]:
                return first  # and not "the head of the council"
    return first


def _apposition_after(words: Sequence[Word], last: int) -> int:
    """Give the index after the acronym in brackets, or the apposition, that follows a name."""
    if last + 2 < len(words) and words[last].text == "(" and words[last + 2].text == ")":
        return last + 3
    predicate = _predicate_end(words, last)
    if predicate > last or last + 1 >= len(words) or words[last].text != ",":
        return predicate
    following = words[last + 1 : last + _LONGEST]
    apposition = list(takewhile(lambda word: not word.is_mark, following))
    is_full = last > 1 and words[last - 2].is_capital
    is_cut = len(apposition) == len(following) and last + _LONGEST < len(words)
    is_whole = len(apposition) < _LONG or (is_full and not is_cut)
    return last + 1 + len(apposition) if is_whole and _describes(apposition) else last


def _predicate_end(words: Sequence[Word], last: int) -> int:
    """Give the index after "is a professor of ecology" beside a name; else the name's end."""
    known = lexicon()
    if [word.text for word in words[last : last + 1]] != ["is"]:
        return last
    told = list(takewhile(lambda word: not word.is_mark, words[last + 1 : last + _LONGEST]))
    noun = list(takewhile(lambda word: word.key not in known.small["preposition"], told))
    opens = [word.key for word in told[:1] if word.key in known.small["article"] | known.persons]
    is_told = bool(opens and noun) and noun[-1].key in known.persons
    return last + 1 + len(told) if is_told else last


def _describes(apposition: Sequence[Word]) -> bool:
    """Whether words after a comma tell who was named, and are no clause and no other name."""
    if not apposition:
        return False
    known, small, first = lexicon(), lexicon().small, apposition[0]
    if first.key == "who":
        return True
    leads = (known.before_roles, small["relative"], small["clause"], small["aside"])
    is_led = first.key in small["belonging"] or first.text == "once"
    if not is_led and any(first.key in group for group in leads):
        return False  # "Orno, on Saturday to urge the mayor", "Larkspur, which a banker owns"
    main = takewhile(lambda word: word.key not in small["relative"], apposition)
    if any(word.key in small["finite"] for word in main) or _is_other_name(apposition):
        return False
    opens = first.text[0].islower() or singular(first.key) in known.roles
    is_told = opens or (apposition[-1].text.islower() and apposition[-1].key in known.persons)
    return is_told and any(singular(word.key) in known.roles for word in apposition)


def _is_other_name(words: Sequence[Word]) -> bool:
    """Whether it is "President-elect Obi" or "farmer Ada Obi", and no "President of Orland"."""
    if words[0].text.islower():
        return len(words) > 2 and all(word.is_capital for word in words[1:])  # noqa: PLR2004
    prepositions = lexicon().small["preposition"]
    return words[-1].is_capital and all(word.key not in prepositions for word in words)
