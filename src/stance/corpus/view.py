"""A corpus as a ``datasets.Dataset``, which is what people in this field expect to load."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from stance.article import Article
from stance.errors import MissingExtraError
from stance.fields import read_objects
from stance.labels import SpeakerKind, Stance
from stance.parts import Span
from stance.schemes import NEWS, LabelScheme

if TYPE_CHECKING:
    import datasets


_ABOUT = ("title", "published", "style", "domain")
_SPEAKER = ("id", "name", "role", "kind", "stance")
_SENTENCE = ("start", "end", "label", "speaker", "source", "cue")


class RowsOf(StrEnum):
    """What a row of a dataset stands for."""

    SENTENCES = "sentences"
    ARTICLES = "articles"


def to_dataset(
    articles: Iterable[Article], *, rows_of: RowsOf, scheme: LabelScheme = NEWS
) -> "datasets.Dataset":
    """Give a corpus as a dataset.

    Labels are ``ClassLabel`` in the order of the scheme; a speaker or a span that
    is not there is None.

    Args:
        articles: The corpus.
        rows_of: One row for each sentence, with the words of its source and cue; or one for each
            article, with its sentences and speakers in lists, and spans as offsets.
        scheme: What the labels are.

    Returns:
        The dataset, in memory.

    Raises:
        MissingExtraError: If ``datasets`` is not installed.
    """
    try:
        import datasets  # slow to import, and not needed to predict
    except ModuleNotFoundError as error:
        raise MissingExtraError("a dataset", extra="train", package="datasets") from error
    is_by_sentence = rows_of is RowsOf.SENTENCES
    features = (_sentence_features if is_by_sentence else _article_features)(scheme)
    rows_in = _sentence_rows if is_by_sentence else _article_rows
    rows = [row for article in articles for row in rows_in(article)]
    columns = {name: [row[name] for row in rows] for name in features}
    return datasets.Dataset.from_dict(columns, features=features)


def write_parquet(dataset: "datasets.Dataset", path: Path) -> None:
    """Write a dataset as a Parquet file that ``datasets`` reads back with the same features."""
    from pyarrow import parquet  # type: ignore[import-untyped]  # comes with datasets

    parquet.write_table(dataset.data.table, path)  # to_parquet would draw a progress bar


def _sentence_features(scheme: LabelScheme) -> "datasets.Features":
    from datasets import ClassLabel, Features, Value

    text, number = Value("string"), Value("int64")
    return Features(
        {
            **dict.fromkeys(("article_id", *_ABOUT), text),
            **dict.fromkeys(("position", "start", "end"), number),
            "text": text,
            "label": ClassLabel(names=list(map(str, scheme.names))),
            **dict.fromkeys(("speaker", "speaker_name", "speaker_role"), text),
            "speaker_kind": ClassLabel(names=[kind.value for kind in SpeakerKind]),
            **dict.fromkeys(("source", "cue"), text),
        }
    )


def _article_features(scheme: LabelScheme) -> "datasets.Features":
    from datasets import ClassLabel, Features, List, Value

    text, number = Value("string"), Value("int64")
    speaker = {
        **dict.fromkeys(("id", "name", "role"), text),
        "kind": ClassLabel(names=[kind.value for kind in SpeakerKind]),
        "stance": ClassLabel(names=[stance.value for stance in Stance]),
    }
    sentence = {
        **dict.fromkeys(("start", "end"), number),
        "label": ClassLabel(names=list(map(str, scheme.names))),
        "speaker": text,
        **dict.fromkeys(("source", "cue"), List(number)),
    }
    lists = {"speakers": List(speaker), "sentences": List(sentence)}
    return Features(
        {**dict.fromkeys(("article_id", *_ABOUT, "url", "target", "text"), text), **lists}
    )


def _about(article: Article) -> dict[str, object]:
    return {"article_id": article.id, **{name: article.metadata.get(name) for name in _ABOUT}}


def _sentence_rows(article: Article) -> Iterator[dict[str, object]]:
    for position, sentence in enumerate(article.sentences):
        speaker = article.speaker_of(sentence)
        yield {
            **_about(article),
            "position": position,
            "start": sentence.start,
            "end": sentence.end,
            "text": article.text_of(sentence),
            "label": str(sentence.label),
            "speaker": sentence.speaker,
            "speaker_name": speaker.name if speaker else None,
            "speaker_role": speaker.role if speaker else None,
            "speaker_kind": speaker.kind.value if speaker else None,
            "source": _words(article, sentence.source),
            "cue": _words(article, sentence.cue),
        }


def _words(article: Article, span: Span | None) -> str | None:
    return None if span is None else article.text_of(span)


def _article_rows(article: Article) -> Iterator[dict[str, object]]:
    record = article.to_dict()
    yield {
        **_about(article),
        **{name: article.metadata.get(name) for name in ("url", "target")},
        "text": article.text,
        "speakers": _with_fields(record, "speakers", _SPEAKER),
        "sentences": _with_fields(record, "sentences", _SENTENCE),
    }


def _with_fields(
    record: Mapping[str, object], part: str, names: Sequence[str]
) -> list[dict[str, object]]:
    return [{name: one.get(name) for name in names} for one in read_objects(record, part)]
