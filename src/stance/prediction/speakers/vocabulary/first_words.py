"""Whether the first word of a sentence is also that of a name, and not large for its place."""

from collections.abc import Collection, Sequence
from itertools import dropwhile, islice, takewhile

from stance.prediction.speakers.vocabulary.lexicon import lexicon
from stance.prediction.speakers.words import Word, is_firm, singular

#: How many of the words after it are looked at.
N_FOLLOWING = 3
#: How adverbs end that open sentences, and their letters at least.
_ADVERBS = ("ally", "ably", "edly", "arly", "ntly", "tely", "usly", "vely")
_SHORTEST_ADVERB = 7


def opens_name(word: Word, following: Sequence[Word], *, plain: Collection[str]) -> bool:
    """Say whether a sentence begins with a name, of which a word is the first.

    Args:
        word: The first of a sentence, with a capital letter.
        following: Up to ``N_FOLLOWING`` words and marks after it.
        plain: Folded words that the article also writes small.

    Returns:
        True for "Press TV", "Human Rights Watch", "Bank of England"; not for "Police said".
    """
    known, noun = lexicon(), singular(word.key)
    # "Press TV", "New York", "He Jianxiong", "Mark Obi"
    can_lead = noun in known.bodies or noun in known.small["place"] or noun == "he"
    are_several = noun != word.key and any(one.key in known.given for one in following[:1])
    can_lead = (can_lead and not are_several) or word.key in known.given  # "Broadcasters Ada Obi"
    is_led = (can_lead and leads_name(following)) or _leads_to_country(following)
    is_led = is_led or (word.text == "Will" and _leads_subject(following))
    is_role = noun in known.roles and noun != word.key and _leads_one(following)
    if is_led or is_role or is_firm([word, *following[:1]]) or _opens_authority(word, following):
        return True
    if _opens_body(word, following, plain=plain):
        return True
    is_using = word.key.endswith("ing") and any(one.key in known.given for one in following[:1])
    if word.key in plain or word.key in known.openers or is_using:
        return False
    is_named = word.key not in known.documents and noun not in known.nouns
    return is_named and not _is_adverb(word, following)


def leads_name(following: Sequence[Word]) -> bool:
    """Tell whether a capital follows: "Press TV", but not "Police said".

    Args:
        following: Words and marks after a word.

    Returns:
        Whether the first of them begins like a name.
    """
    return any(one.is_capital for one in following[:1])


def _leads_subject(following: Sequence[Word]) -> bool:
    """Whether a name and its verb or a comma follow: "Will Obi said", not "Will Obi resign"."""
    rest = dropwhile(lambda one: one.is_capital, following)
    is_subject = any(one.text == "," or one.key.endswith(("s", "d")) for one in islice(rest, 1))
    return leads_name(following) and is_subject


def _leads_one(following: Sequence[Word]) -> bool:
    """Whether just one capital follows: "Carers Together", not "Actors Obi and Tarn"."""
    if any(one.text == "Without" for one in following[:1]):
        return True  # "Doctors Without Borders"
    is_more = any(one.is_capital or one.key in {"and", "&", ","} for one in following[1:2])
    return leads_name(following) and not is_more


def _leads_to_country(following: Sequence[Word]) -> bool:
    """Whether the capitals that follow end in "UK": "Cancer Research UK"."""
    return any(one.text == "UK" for one in takewhile(lambda one: one.is_capital, following))


def _opens_authority(word: Word, following: Sequence[Word]) -> bool:
    """Whether a name is like "Department of Health", or "Bank of England"."""
    is_of = any(one.key in {"of", "for"} for one in following[:1])
    is_named = any(one.is_capital for one in following[1:2])
    return is_of and is_named and word.key in lexicon().small["of-something"]


def _opens_body(word: Word, following: Sequence[Word], *, plain: Collection[str]) -> bool:
    """Whether a common word begins a name of such: "Care Quality Commission", "Home Office"."""
    known, small = lexicon(), lexicon().small
    groups = (known.openers, small["past"], small["degree"], small["modifier"])
    if any(word.key in group for group in groups) or not leads_name(following):
        return False
    named = list(takewhile(lambda one: one.is_capital, following))
    is_body = named[-1].key in known.bodies and named[-1].key not in small["sole"]
    is_common = named[0].key in plain or not small["field"].isdisjoint((word.key, named[0].key))
    return is_body if len(named) == 1 else is_common


def _is_adverb(word: Word, following: Sequence[Word]) -> bool:
    """Whether it is "Normally" before a comma, and no "Kelly"."""
    is_closed = [one.text for one in following[:1]] == [","]
    return word.key.endswith(_ADVERBS) and is_closed and len(word.key) >= _SHORTEST_ADVERB
