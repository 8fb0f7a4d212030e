"""Reads CoNLL-U, such as GUM and Universal Dependencies: sentences with comments over them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

from stance.corpus.annotations import Voice
from stance.corpus.readers.drafts import Draft, DraftSentence, appended, label_of, names_of
from stance.corpus.sources import find_files, read_each, read_utf8
from stance.errors import CorpusError, Fault, refuse
from stance.labels import Label
from stance.parts import Span

#: Which comment of a sentence says what, if ``names`` does not say otherwise.
NAMES: Mapping[str, str] = {"label": "label", "speaker": "speaker", "kind": "speaker_kind"}
_META = {"meta::title": "title", "meta::sourceURL": "url", "meta::dateCreated": "published"}

#: The number of a sentence's first line, and its comments by name.
_Block = tuple[int, Mapping[str, str]]


def read_conllu(
    paths: Sequence[Path],
    *,
    names: Mapping[str, str] | None = None,
    labels: Mapping[str, Label] | None = None,
) -> list[Draft]:
    """Read the sentences of documents.

    Sentences are joined by a space, paragraphs (``# newpar``) by an empty line.

    Args:
        paths: ``.conllu`` files, or folders with such files.
        names: Which comments hold ``label``, ``speaker`` and ``kind``, if not those just so.
        labels: Our label for each of theirs; those not in it must be ours already.

    Returns:
        One draft for each document (``# newdoc``); a file without any is one document. Those
        without an id are called after the file, from the second on with a number.

    Raises:
        CorpusError: With every fault of every file.
        ValueError: If ``names`` names something else.
    """
    named = names_of(names, known=NAMES)

    def read(path: Path) -> Iterator[Draft]:
        documents: list[list[_Block]] = []
        for number, comments in _blocks(read_utf8(path)):
            if not documents or "newdoc id" in comments or "newdoc" in comments:
                documents.append([])
            documents[-1].append((number, comments))
        if not documents:
            raise CorpusError.of(path, "holds no sentences; name another file")
        ids = (path.stem if n == 1 else f"{path.stem}-{n}" for n in count(1))
        faults: list[Fault] = []
        for document in documents:
            yield _draft(document, path=path, ids=ids, names=named, labels=labels, faults=faults)
        refuse(faults)

    return read_each(find_files(paths, ending=".conllu"), read)


def _draft(
    document: Sequence[_Block],
    *,
    path: Path,
    ids: Iterator[str],
    names: Mapping[str, str],
    labels: Mapping[str, Label] | None,
    faults: list[Fault],
) -> Draft:
    text = ""
    sentences: list[DraftSentence] = []
    metadata: dict[str, object] = {}
    for number, comments in document:
        metadata |= {ours: comments[theirs] for theirs, ours in _META.items() if theirs in comments}
        is_new = any(name.split(" ")[0] == "newpar" for name in comments)
        try:
            text, span = appended(text, _text(comments), gap="\n\n" if is_new else " ")
            sentences.append(_sentence(comments, span, names=names, labels=labels))
        except ValueError as error:
            faults.append(Fault(path=path, line=number, what=str(error)))
    line, comments = document[0]
    return Draft(
        path=path,
        line=line,
        id=comments.get("newdoc id") or next(ids),
        text=text,
        sentences=tuple(sentences),
        metadata=metadata,
    )


def _text(comments: Mapping[str, str]) -> str:
    if not comments.get("text"):
        raise ValueError("a sentence without a line '# text = …'; add it")
    return comments["text"]


def _sentence(
    comments: Mapping[str, str],
    span: Span,
    *,
    names: Mapping[str, str],
    labels: Mapping[str, Label] | None,
) -> DraftSentence:
    label, speaker, kind = (comments.get(names[part], "") for part in NAMES)
    return DraftSentence(
        span=span, label=label_of(label, labels), voice=Voice.parse(speaker, kind=kind)
    )


def _blocks(content: str) -> Iterator[_Block]:
    """Give each sentence's comments, with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate((*content.split("\n"), ""), start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), dict(_comments(block))
            block = []


def _comments(block: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in block:
        if line.startswith("#"):
            name, _, value = line.lstrip("# ").partition("=")
            yield name.strip(), value.strip()
