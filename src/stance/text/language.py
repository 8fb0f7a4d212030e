"""Which language a text is in, told by its script and its small words."""

import html
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from re import compile as pattern
from typing import Final

#: The code of a text that has too few words to tell, or whose language is none of those known here.
UNDETERMINED: Final = "und"
_ENGLISH: Final = "en"

# What is looked at of a long text: so many characters of its beginning, its middle and its end.
_PART: Final = 1000
# Another language is told by at least so many different small words of it, if they are found more
# often than those of English; by one more where capital letters hide which words are names.
_FEWEST, _FEWEST_IN_HEADLINES = 2, 3
# At least a quarter of the words of any English are small ones, once seven are left out; in most
# English they are half of all.
_LEAST_FRACTION, _LEFT_OUT = 0.25, 7
# A text has the case of headlines if fewer of its words than this begin with a small letter.
_LOWERCASE_FRACTION: Final = 1 / 3
# Japanese has at least so many syllables among its characters; Chinese has none.
_KANA_FRACTION: Final = 0.05

_TAG: Final = pattern(r"<[^<>]*>")
# What joins the words of a name: "Juan de la Cruz", "Ursula von der Leyen".
_PARTICLES: Final = pattern(
    r"(?<=\w )(?:(?:al|bin|d[aeio]|das|del|den|der|des|dos|du|e|el|las?|le|los|ten|ter|van|von|vom"
    r"|y|zu) ){1,3}(?=[^\W\d_a-z])"
)
# Marks that Unicode counts apart from letters belong to words, such as the vowels of Hindi.
_WORD: Final = pattern(r"(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0963\u0966-\u0dff])+")

#: Languages that have a script to themselves, by the first word of the names of its letters.
_LANGUAGE_OF_SCRIPT: Final = {
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "CJK": "zh",
    "ETHIOPIC": "am",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KANNADA": "kn",
    "KATAKANA": "ja",
    "KHMER": "km",
    "LAO": "lo",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAANA": "dv",
    "THAI": "th",
    "TIBETAN": "bo",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The language of a text.

    Attributes:
        code: ISO 639-1, or "und" where it cannot be told. Near relatives are told apart as far
            as their small words go: "hr" is Bosnian and Serbian in Latin letters as well.
        is_english: False where the text is plainly in another language, known or not; true
            where nothing can be told, so that nobody is warned without reason.
    """

    code: str
    is_english: bool


def identify_language(text: str) -> Language:
    """Tell the language of a text, and whether it is English.

    It is not English if most of its letters are not Latin, if another language has more small
    words in it than English has, or if hardly any of its words is a small English word. Names
    do not count, since words with a capital letter do not, unless nearly all words have one. Of
    a long text the beginning, the middle and the end are looked at.

    Args:
        text: Of any length; tags, entities and addresses of the web may be in it.

    Returns:
        The language of most of the text; of a text half in English, English.

    Examples:
        >>> identify_language("Die Regierung werde die Steuern senken, sagte Anna Berger.")
        Language(code='de', is_english=False)
        >>> identify_language("Der Spiegel asked Anna Berger of Die Grünen about it.").code
        'en'
        >>> identify_language("2-1")
        Language(code='und', is_english=True)
    """
    plain = _plain(_excerpt(text))
    script = _script(plain)
    if script == "LATIN":
        return _by_words(_WORD.findall(_PARTICLES.sub("", plain)))
    if not script:
        return Language(code=UNDETERMINED, is_english=True)
    code = _LANGUAGE_OF_SCRIPT.get(script) or _likeliest(_hits(_WORD.findall(plain)))
    return Language(code=code, is_english=False)


def _excerpt(text: str) -> str:
    if len(text) <= 3 * _PART:
        return text
    middle = (len(text) - _PART) // 2
    return " ".join((text[:_PART], text[middle : middle + _PART], text[-_PART:]))


def _plain(text: str) -> str:
    pieces = _TAG.sub(" ", html.unescape(text)).split()
    kept = (piece for piece in pieces if "@" not in piece and "//" not in piece)
    return unicodedata.normalize("NFKC", " ".join(kept))


def _script(text: str) -> str:
    """Name the script of most letters of a text; Latin, if half of them are; "" without any."""
    letters: Counter[str] = Counter()
    for character, n in Counter(text).items():
        if character.isalpha():
            letters[_script_of(character)] += n
    if not letters:
        return ""
    if 2 * letters["LATIN"] >= letters.total():
        return "LATIN"
    del letters["LATIN"]
    n_kana = letters["HIRAGANA"] + letters["KATAKANA"]
    if n_kana > _KANA_FRACTION * (n_kana + letters["CJK"]):
        letters["HIRAGANA"] += letters.pop("CJK", 0)
    return max(letters, key=letters.__getitem__)


@cache
def _script_of(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


def _by_words(words: list[str]) -> Language:
    """Tell the language of Latin letters."""
    counted = [word for word in words if not word[0].isupper()]
    is_headline = len(counted) < _LOWERCASE_FRACTION * len(words)
    if is_headline:
        counted = [word.lower() for word in words if len(word) > 1]
    hits, different = _hits(counted), _hits(set(counted))
    n_english = hits.pop(_ENGLISH, 0)
    likeliest, fewest = _likeliest(hits), _FEWEST_IN_HEADLINES if is_headline else _FEWEST
    if hits[likeliest] > n_english and different[likeliest] >= fewest:
        return Language(code=likeliest, is_english=False)
    if not is_headline and n_english < _LEAST_FRACTION * (len(counted) - _LEFT_OUT):
        return Language(code=UNDETERMINED, is_english=False)
    return Language(code=_ENGLISH if n_english else UNDETERMINED, is_english=True)


def _likeliest(hits: Counter[str]) -> str:
    return max(_words_by_language(), key=hits.__getitem__) if hits else UNDETERMINED


def _hits(words: Iterable[str]) -> Counter[str]:
    """Count for each language those of the words that are among its small ones."""
    languages = _languages_by_word()
    return Counter(code for word in words for code in languages.get(word, ()))


@cache
def _languages_by_word() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, words in _words_by_language().items():
        for word in words:
            found.setdefault(word, []).append(code)
    return found


@cache
def _words_by_language() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    text = (files("stance.text") / "function_words.txt").read_text("utf-8")
    for line in unicodedata.normalize("NFKC", text).splitlines():
        if not line.startswith("#"):
            code, *words = line.split()
            found.setdefault(code, []).extend(words)
    return found
