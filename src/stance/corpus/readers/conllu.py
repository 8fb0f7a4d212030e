"""Reads CoNLL-U, such as GUM and Universal Dependencies: sentences with comments over them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from stance.corpus.readers.drafts import Draft, DraftSentence, DraftVoice
from stance.corpus.readers.fields import check_fields
from stance.corpus.readers.files import find_files, read_utf8
from stance.errors import CorpusError, Fault, UnknownLabelError
from stance.labels import Label, SpeakerKind
from stance.parts import Span

#: Which comment of a sentence says what, if ``names`` does not say otherwise.
NAMES: Mapping[str, str] = {"label": "label", "speaker": "speaker", "kind": "speaker_kind"}
_META = {"meta::title": "title", "meta::sourceURL": "url", "meta::dateCreated": "published"}


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
    check_fields(names or (), known=NAMES)
    faults: list[Fault] = []
    reader = _Reader(names={**NAMES, **(names or {})}, labels=labels or {}, faults=faults)
    drafts = [
        document.to_draft()
        for path in find_files(paths, ending=".conllu")
        for document in reader.read(path)
    ]
    if faults:
        raise CorpusError(faults)
    return drafts


@dataclass(kw_only=True)
class _Document:
    """A document as it grows."""

    path: Path
    line: int
    id: str
    text: str = ""
    sentences: list[DraftSentence] = field(default_factory=list)
    metadata: dict[str, object] = field(default_factory=dict)

    def to_draft(self) -> Draft:
        return Draft(
            path=self.path,
            line=self.line,
            id=self.id,
            text=self.text,
            sentences=tuple(self.sentences),
            metadata=self.metadata,
        )


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """What is the same for all files."""

    names: Mapping[str, str]
    labels: Mapping[str, Label]
    faults: list[Fault]

    def read(self, path: Path) -> Iterator[_Document]:
        names = (path.stem if n == 1 else f"{path.stem}-{n}" for n in count(1))
        document: _Document | None = None
        for number, block in _blocks(read_utf8(path, self.faults)):
            comments = dict(_comments(block))
            if document is None or "newdoc id" in comments or "newdoc" in comments:
                if document and document.sentences:
                    yield document
                name = comments.get("newdoc id") or next(names)
                document = _Document(path=path, line=number, id=name)
            for theirs, ours in _META.items():
                if theirs in comments:
                    document.metadata[ours] = comments[theirs]
            self._add(document, comments, number=number)
        if document and document.sentences:
            yield document
        elif not self.faults:
            what = "holds no sentences; name another file"
            self.faults.append(Fault(path=path, line=None, what=what))

    def _add(self, document: _Document, comments: Mapping[str, str], *, number: int) -> None:
        text = comments.get("text")
        if not text:
            what = "a sentence without a line '# text = …'; add it"
            self.faults.append(Fault(path=document.path, line=number, what=what))
            return
        is_new = any(name.split(" ")[0] == "newpar" for name in comments)
        document.text += (("\n\n" if is_new else " ") if document.text else "") + text
        try:
            voice = self._voice(comments)
            label = self._label(comments)
        except UnknownLabelError as error:
            self.faults.append(Fault(path=document.path, line=number, what=str(error)))
            return
        end = len(document.text)
        document.sentences.append(
            DraftSentence(span=Span(end - len(text), end), label=label, voice=voice)
        )

    def _label(self, comments: Mapping[str, str]) -> Label | None:
        theirs = comments.get(self.names["label"])
        if not theirs:
            return None
        return self.labels[theirs] if theirs in self.labels else Label.parse(theirs)

    def _voice(self, comments: Mapping[str, str]) -> DraftVoice | None:
        name, kind = (comments.get(self.names[part]) for part in ("speaker", "kind"))
        if not name:
            return None
        return DraftVoice(name=name, kind=SpeakerKind.parse(kind) if kind else None)


def _blocks(content: str) -> Iterator[tuple[int, list[str]]]:
    """Give each sentence's lines, with the number of the first."""
    block: list[str] = []
    start = 1
    for number, line in enumerate((*content.split("\n"), ""), start=1):
        if line.strip():
            start = start if block else number
            block.append(line)
        elif block:
            yield start, block
            block = []


def _comments(block: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in block:
        if line.startswith("#"):
            name, _, value = line.lstrip("# ").partition("=")
            yield name.strip(), value.strip()
