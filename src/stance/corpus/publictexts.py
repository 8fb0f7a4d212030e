"""Texts of articles as public repositories store them, in the form that our offsets count."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote

from stance.corpus.sources import read_each
from stance.corpus.tables import open_rows
from stance.errors import CorpusError, MissingExtraError

#: So many sentences make a paragraph where a corpus does not say where one ends.
SENTENCES: Final = 2
_COLUMNS = ("url", "text")
_GUM = "the folder `dep` of github.com/amir-zeldes/gum"
_GUM_GENRES = ("news", "interview")  # the genres taken from Wikinews
_ONESTOP = "github.com/nishkalavallabhi/OneStopEnglishCorpus"
_ADVANCED = "Texts-SeparatedByReadingLevel/Adv-Txt"
_NTREX = "github.com/MicrosoftTranslator/NTREX"
_DOCUMENTS = "DOCUMENT_IDS.tsv"
_NTREX_SENTENCES = "NTREX-128/newstest2019-src.eng.txt"
_FIELDS = ("link", "title", "content")
_PARAGRAPHS = ("p", "h2", "h3", "h4", "h5", "li", "blockquote")
#: What is no part of the article's own text: pictures with captions, and posts of other sites.
_ASIDES = ("figure", "figcaption", "script", "style")
_ASIDE_CLASSES = ("wp-caption", "twitter-tweet", "instagram-media")
_TRANSLATION = "translation"


class PublicText(NamedTuple):
    """Where an article was published, and its text exactly as the labels' offsets count it."""

    url: str
    text: str


def read_texts(
    paths: Iterable[Path], read: Callable[[Path], Iterable[PublicText]], *, files: str
) -> list[PublicText]:
    """Read the texts in files, or tell with each that cannot be read which files are meant."""

    def read_file(path: Path) -> list[PublicText]:
        try:
            return list(read(path))
        except OSError as error:
            what = f"cannot be read ({error.strerror}); check the name"
            raise CorpusError.of(path, what) from error
        except (csv.Error, ValueError, IndexError) as error:  # as bytes that are not UTF-8
            raise CorpusError.of(path, f"{error}; take {files}") from error

    return read_each(paths, read_file)


def check_folder(folder: Path, *, holds: str, files: str) -> None:
    """Refuse a folder that holds nothing of such a name, and say which one is meant."""
    if not any(folder.glob(holds)):
        raise CorpusError.of(folder, f"no {holds} here; name {files}")


def in_paragraphs(sentences: Sequence[str]) -> str:
    """Put sentences together, two a paragraph, where a corpus does not say where one ends."""
    starts = range(0, len(sentences), SENTENCES)
    return "\n\n".join(" ".join(sentences[start : start + SENTENCES]) for start in starts)


def read_wikinews(paths: Sequence[Path]) -> list[PublicText]:
    """Read ``wikinews_2019.csv`` and its sisters of the repository vanatteveldt/wikinews.

    Offsets count the column ``text`` with no-break spaces as spaces.
    """
    files = "the CSV files of github.com/vanatteveldt/wikinews"
    return read_texts(paths, _texts_of_csv, files=files)


def _texts_of_csv(path: Path) -> Iterator[PublicText]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = open_rows(file)
        header = rows.fieldnames or ()
        if lacking := [name for name in _COLUMNS if name not in header]:
            found = ", ".join(name[:20] for name in header[:8]) or "nothing"
            raise ValueError(f"no column {' and no column '.join(lacking)} (found: {found})")
        for row in rows:
            text = (row["text"] or "").replace("\u00a0", " ").replace("\r\n", "\n")
            yield PublicText(url=row["url"], text=text)


def read_gum(folder: Path) -> list[PublicText]:
    """Read the Wikinews texts, news and interviews, of the repository amir-zeldes/gum.

    The folder is ``dep`` with files such as ``GUM_interview_ants.conllu``. Offsets count sentences
    joined by a space, and paragraphs by an empty line.
    """
    check_folder(folder, holds="GUM_news_*.conllu", files=_GUM)
    paths = (path for genre in _GUM_GENRES for path in folder.glob(f"GUM_{genre}_*.conllu"))
    return read_texts(sorted(paths), _text_of_conllu, files=_GUM)


def _text_of_conllu(path: Path) -> Iterator[PublicText]:
    """Join the sentences of a document in CoNLL-U.

    A paragraph starts at a line ``# newpar``; ``# newpar_block`` only describes it.
    """
    content = path.read_text("utf-8")
    url = re.search(r"^# meta::sourceURL = (.*)$", content, re.MULTILINE)
    paragraphs: list[list[str]] = [[]]
    for line in content.split("\n"):
        if line.split(" =")[0] == "# newpar" and paragraphs[-1]:
            paragraphs.append([])
        elif line.startswith("# text = "):
            paragraphs[-1].append(line.removeprefix("# text = "))
    text = "\n\n".join(" ".join(sentences) for sentences in paragraphs)
    yield PublicText(url=url.group(1) if url else "", text=text)


def read_onestop(folder: Path, *, urls: Iterable[str]) -> list[PublicText]:
    """Read articles, advanced level, of a clone of nishkalavallabhi/OneStopEnglishCorpus.

    Offsets count the paragraphs, joined by empty lines; white space inside them is one space. The
    addresses of the articles that are wanted tell the files.
    """
    clone = f"a clone of {_ONESTOP}"
    check_folder(folder, holds=_ADVANCED, files=clone)
    names = {url: unquote(url.removeprefix(f"https://{_ONESTOP}#file=")) for url in urls}
    paths = {folder / _ADVANCED / Path(name).name: url for url, name in names.items()}

    def read(path: Path) -> Iterator[PublicText]:
        yield PublicText(url=paths[path], text=_joined(_lines_of(path)))

    return read_texts(filter(Path.is_file, paths), read, files=clone)


def read_ntrex(folder: Path, *, urls: Iterable[str]) -> list[PublicText]:
    """Read articles in English of a clone of MicrosoftTranslator/NTREX.

    Offsets count the headline and then two sentences a paragraph, joined by empty lines. The
    addresses of the articles that are wanted tell the documents.
    """
    clone = f"a clone of {_NTREX}"
    check_folder(folder, holds=_NTREX_SENTENCES, files=clone)
    wanted = {url.removeprefix(f"https://{_NTREX}#document="): url for url in urls}

    def read(path: Path) -> Iterator[PublicText]:
        documents: dict[str, list[str]] = {}
        for row, sentence in zip(_lines_of(folder / _DOCUMENTS), _lines_of(path), strict=False):
            documents.setdefault(row.partition(" ")[0], []).append(sentence)
        for name, url in wanted.items():
            if name in documents:
                headline, *below = documents[name]
                yield PublicText(url=url, text=_joined([headline, in_paragraphs(below)]))

    return read_texts([folder / _NTREX_SENTENCES], read, files=clone)


def _joined(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(one for one in paragraphs if one)


def _lines_of(path: Path) -> list[str]:
    """Read lines in which white space is one space, and none is at their ends."""
    return [" ".join(line.split()) for line in path.read_text("utf-8-sig").split("\n")]


def read_posts(paths: Sequence[Path], *, urls: Iterable[str]) -> list[PublicText]:
    """Read wanted articles of Global Voices in the repository Crowd-AI-Lab/cocolofa.

    Offsets count the headline and the paragraphs, joined by empty lines; white space inside them
    is one space. Where a quotation stands in its own language and in English, only the translation
    is read. The files are ``dev.json`` and ``test.json``; the comments in them are not read.
    """
    wanted = set(urls)

    def read(path: Path) -> Iterator[PublicText]:
        for post in _posts_of(path):
            if post["link"] in wanted:
                yield PublicText(url=post["link"], text=_text_of_post(post))

    files = "dev.json and test.json of github.com/Crowd-AI-Lab/cocolofa"
    return read_texts(paths, read, files=files)


def _posts_of(path: Path) -> list[dict[str, str]]:
    posts = json.loads(path.read_text("utf-8"))
    if not isinstance(posts, list) or not all(_is_post(one) for one in posts):
        raise ValueError(f"not a list of articles with the fields {', '.join(_FIELDS)}")
    return posts


def _is_post(found: object) -> bool:
    return isinstance(found, dict) and all(isinstance(found.get(one), str) for one in _FIELDS)


def _text_of_post(post: dict[str, str]) -> str:
    try:
        from lxml import html
    except ModuleNotFoundError as error:
        raise MissingExtraError("reading HTML", extra="label", package="lxml") from error
    root = html.fromstring(f"<div>{post['content']}</div>")
    found = [post["title"], *(element.text_content() for element in _paragraphs(root))]
    return _joined(" ".join(one.split()) for one in found)


def _paragraphs(root: Any) -> Iterator[Any]:  # noqa: ANN401  # lxml is untyped
    """Give the elements that are paragraphs of the article, none of them inside another."""
    for element in root.iter(*_PARAGRAPHS):
        around = list(element.iterancestors())
        if any(_is_aside(one) for one in (element, *around)):
            continue
        is_frame = element.tag == "blockquote" and element.find(".//p") is not None
        is_inside = element.tag == "p" and any(one.tag == "li" for one in around)
        if not is_frame and not is_inside:
            yield element


def _is_aside(element: Any) -> bool:  # noqa: ANN401
    classes = element.get("class", "").split()
    if element.tag in _ASIDES or any(one in _ASIDE_CLASSES for one in classes):
        return True
    after = element.getnext()
    return (
        element.tag == "blockquote"
        and _TRANSLATION not in classes
        and after is not None
        and after.tag == "blockquote"
        and _TRANSLATION in after.get("class", "").split()
    )
