"""What `stance review` does: sends articles to people and brings their corrections back."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from stance import record
from stance.article import Article
from stance.corpus.reading import list_files, read_corpus
from stance.corpus.review.correcting import correct
from stance.corpus.review.decisions import Decision, Rejected, Review
from stance.corpus.review.doccano import read_doccano, write_doccano
from stance.corpus.review.drawing import (
    SampleFile,
    describe_sample,
    keep_drawing,
    path_beside,
    read_sample,
    write_sample,
)
from stance.corpus.review.labelstudio import labeling_interface, write_tasks
from stance.corpus.review.labelstudio_export import read_export
from stance.corpus.review.ordering import Order, order_articles
from stance.corpus.review.spreadsheet import read_spreadsheet, write_spreadsheet
from stance.corpus.writing import write_corpus
from stance.errors import CorpusError, Fault
from stance.files import write_whole

_READERS: dict[str, Callable[..., Review]] = {
    ".csv": read_spreadsheet,
    ".json": read_export,
    ".jsonl": read_doccano,
}


def export_review(
    corpus: Sequence[Path],
    *,
    tool: str,
    out: Path,
    order: Order,
    limit: int | None,
    seed: int,
    byte_order_mark: bool,
) -> tuple[list[Article], Path | None]:
    """Write articles for people to review in a ``tool``: label-studio, csv or doccano.

    Gives the articles, and the labelling interface of Label Studio, which goes beside ``out``, as
    does the record of how they were drawn; ``byte_order_mark`` is for Excel.
    """
    population = read_corpus(list_files(corpus))
    articles = order_articles(population, order=order, seed=seed)[:limit]
    sample = describe_sample(population, articles, order=order, seed=seed)
    interface = None
    if tool == "label-studio":
        interface = out.with_suffix(".xml")
        write_whole(labeling_interface(), interface)
        write_whole(write_tasks(articles, name="stance"), out)
    elif tool == "doccano":
        write_whole(write_doccano(articles), out)
    else:
        encoding = "utf-8-sig" if byte_order_mark else "utf-8"
        write_whole(write_spreadsheet(articles).encode(encoding), out)
    write_sample(sample, path_beside(out))
    return articles, interface


@dataclass(frozen=True, kw_only=True)
class BroughtBack:
    """What came of an import.

    ``n_untouched`` counts tasks or rows on which nobody decided anything, ``n_repeated`` tasks that
    were annotated more than once (the last annotation counts). ``sample`` is the record of how the
    articles were drawn, if there is one.
    """

    n_articles: int
    n_sentences: int
    n_changes: int
    n_untouched: int
    n_repeated: int
    rejected: tuple[Rejected, ...] = field(repr=False)
    rejects: Path | None
    sample: Path | None


def import_review(
    reviewed: Path,
    *,
    corpus: Sequence[Path],
    out: Path,
    annotator: str | None = None,
    sample: Path | None = None,
) -> BroughtBack:
    """Bring what people corrected back into a corpus.

    ``out`` gets all articles, corrected or not; what cannot be brought back goes to
    ``<out>.rejects.jsonl`` beside it. ``annotator`` is whose annotations to take of Label Studio
    (None: everybody's); else who reviewed what has no name in the file. ``sample`` is the record
    of how the articles were drawn, which they keep; None for the one beside ``reviewed``, if there
    is one. If a file has faults, or is of another project, a ``CorpusError`` tells it and nothing
    is written.
    """
    articles = read_corpus(list_files(corpus))
    drawing = _drawing(sample, reviewed)
    if drawing is not None:
        articles = keep_drawing(articles, drawing)
    read = _READERS.get(reviewed.suffix.lower())
    if read is None:
        what = f"its ending is none of {', '.join(_READERS)}; export it as one of these"
        raise CorpusError([Fault(path=reviewed, line=None, what=what)])
    if not reviewed.is_file():
        raise CorpusError([Fault(path=reviewed, line=None, what="no such file; check the name")])
    review = read(reviewed, articles={one.id: one for one in articles}, annotator=annotator)
    decisions: dict[str, list[Decision]] = defaultdict(list)
    for decision in review.decisions:
        decisions[decision.article_id].append(decision)
    corrected = [correct(article, decisions[article.id]) for article in articles]
    rejected = [*review.rejected, *(one for found in corrected for one in found.rejected)]
    rejects = out.with_suffix(".rejects.jsonl")
    rejects.unlink(missing_ok=True)  # of an earlier import
    if rejected:
        write_whole("".join(f"{record.to_json(one.to_record())}\n" for one in rejected), rejects)
    write_corpus([found.article for found in corrected], out)
    n_rejected = sum(len(found.rejected) for found in corrected)
    return BroughtBack(
        n_articles=len({decision.article_id for decision in review.decisions}),
        n_sentences=len(review.decisions) - n_rejected,
        n_changes=sum(found.n_changes for found in corrected),
        n_untouched=review.n_untouched,
        n_repeated=review.n_repeated,
        rejected=tuple(rejected),
        rejects=rejects if rejected else None,
        sample=drawing.path if drawing is not None else None,
    )


def _drawing(named: Path | None, reviewed: Path) -> SampleFile | None:
    path = path_beside(reviewed) if named is None else named
    if named is None and not path.is_file():
        return None
    return SampleFile(path=path, sample=read_sample(path))
