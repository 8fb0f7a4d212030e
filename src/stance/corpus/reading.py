"""Reads corpus files: all articles, or all faults."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from stance.article import Article
from stance.corpus.foreign import fault_of_scheme
from stance.corpus.lines import Line, read_line
from stance.errors import CorpusError, Fault
from stance.invocation import program
from stance.schemes import NEWS, LabelScheme


def list_files(names: Sequence[Path]) -> list[Path]:
    """Give the corpus files that names stand for.

    Args:
        names: Files, and folders, which stand for the JSONL files in them that are not hidden.

    Returns:
        The files, those of a folder sorted by name.

    Raises:
        CorpusError: With every folder that holds no JSONL file.
    """
    found = {name: sorted(name.glob("[!.]*.jsonl")) if name.is_dir() else [name] for name in names}
    what = "no .jsonl file here; name another folder, or files"
    faults = [Fault(path=name, line=None, what=what) for name, files in found.items() if not files]
    if faults:
        raise CorpusError(faults)
    return [file for files in found.values() for file in files]


def read_corpus(paths: Sequence[Path], *, scheme: LabelScheme = NEWS) -> list[Article]:
    """Read labelled articles, one in each line of each file.

    Args:
        paths: JSONL files.
        scheme: What their labels are.

    Returns:
        The articles, in the order of the files and their lines.

    Raises:
        CorpusError: With every fault of every line of every file, if there is one.
    """
    files = read_files(paths, scheme=scheme)
    return [article for articles in files.values() for article in articles]


def read_files(paths: Sequence[Path], *, scheme: LabelScheme = NEWS) -> dict[Path, list[Article]]:
    """Read labelled articles, file by file.

    Args:
        paths: JSONL files.
        scheme: What their labels are.

    Returns:
        The articles of each file, in the order of its lines.

    Raises:
        CorpusError: With every fault of every line of every file, if there is one.
    """
    lines = read_lines(paths, scheme=scheme)
    faults = faults_of(lines)
    merge = f"{program()} data merge"
    what = f"has no text, only its sha256; join it with the text first: {merge}"
    faults += [
        Fault(path=line.path, line=line.number, what=what)
        for line in lines
        if line.row and line.row.text is None
    ]
    if faults:
        raise CorpusError(faults)
    articles: dict[Path, list[Article]] = {path: [] for path in paths}
    for line in lines:
        articles[line.path].append(_to_article(line, scheme=scheme))
    return articles


def read_lines(paths: Sequence[Path], *, scheme: LabelScheme = NEWS) -> list[Line]:
    """Read corpus files line by line, keeping what is wrong with each.

    Args:
        paths: JSONL files, with or without texts.
        scheme: What their labels are.

    Returns:
        One entry for each line that is not blank, and one for each file that cannot be read.
    """
    return [line for path in paths for line in _read_file(path, scheme=scheme)]


def _read_file(path: Path, *, scheme: LabelScheme) -> Iterator[Line]:
    try:
        content = path.read_text("utf-8-sig")
    except OSError as error:
        yield Line(path=path, faults=(f"cannot be read ({error.strerror}); check the name",))
    except UnicodeDecodeError as error:
        yield Line(path=path, faults=(f"not UTF-8 at byte {error.start}; save the file as UTF-8",))
    else:
        lines = [
            read_line(text, path=path, number=number, scheme=scheme)
            for number, text in enumerate(content.split("\n"), start=1)
            if text.strip()
        ]
        if not lines:
            yield Line(path=path, faults=("holds no articles; remove the file, or fill it",))
        elif len(lines) > 1 and all(line.record is None for line in lines):
            what = "no line is a JSON object; write one article in each line (JSONL)"
            yield Line(path=path, faults=(what,))
        elif foreign := fault_of_scheme([line.record for line in lines], scheme=scheme):
            yield Line(path=path, faults=(foreign,))
        else:
            yield from lines


def faults_of(lines: Sequence[Line]) -> list[Fault]:
    """Give the faults of lines, and ids that two of them share.

    Args:
        lines: Lines of all files of a corpus.

    Returns:
        Every fault, in the order of the lines.
    """
    faults: list[Fault] = []
    first: dict[str, Line] = {}
    for line in lines:
        faults += [Fault(path=line.path, line=line.number, what=what) for what in line.faults]
        if line.row is None:
            continue
        earlier = first.setdefault(line.row.id, line)
        if earlier is not line:
            place = f"{earlier.path}:{earlier.number}"
            what = f"id {line.row.id!r} is taken by {place}; give each article its own"
            faults.append(Fault(path=line.path, line=line.number, what=what))
    return faults


def _to_article(line: Line, *, scheme: LabelScheme) -> Article:
    """Build the article of a line without faults."""
    try:
        return Article.from_dict(line.record or {}, scheme=scheme)
    except ValueError as error:
        fault = Fault(path=line.path, line=line.number, what=f"{error}; mend the record")
        raise CorpusError([fault]) from error
