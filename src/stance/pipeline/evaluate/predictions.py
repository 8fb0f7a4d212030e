"""What a model said of an evaluation set, kept without the texts: one line for each article."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from stance import record
from stance.article import Article
from stance.errors import RunFolderError
from stance.fields import read_field, read_objects
from stance.files import write_whole
from stance.run_record.values import ARTIFACTS_FOLDER

#: Folder of the artifacts in which a run keeps them, a file for each evaluation set.
PREDICTIONS_FOLDER = "predictions"
_DIGITS = 5


def predictions_path(run: Path, set_name: str) -> Path:
    """Give the place where a run keeps what its model said of an evaluation set."""
    return run / ARTIFACTS_FOLDER / PREDICTIONS_FOLDER / f"{set_name}.jsonl"


def write_predictions(gold: Sequence[Article], predicted: Sequence[Article], path: Path) -> None:
    """Write predictions, whole or not at all.

    The texts stay where they are, for a licence may not let them be copied; a digest of each
    tells later whether a text is the same.
    Each JSONL line has ``id``, ``text_sha256``, ``speakers`` and ``sentences`` as a corpus record
    has them, probabilities rounded to five digits.
    """
    lines = [
        record.to_json(
            {
                "id": one.id,
                "text_sha256": _digest(one.text),
                "speakers": [record.from_speaker(speaker) for speaker in other.speakers],
                "sentences": [
                    _sentence(record.from_sentence(sentence)) for sentence in other.sentences
                ],
            }
        )
        for one, other in zip(gold, predicted, strict=True)
    ]
    write_whole("".join(f"{line}\n" for line in lines), path)


def read_predictions(path: Path, gold: Sequence[Article]) -> list[Article]:
    """Read predictions of articles whose texts are at hand."""
    try:
        with path.open(encoding="utf-8") as file:
            lines = list(file)  # splitlines would cut at U+2028 too
    except OSError as error:
        raise RunFolderError(path, f"cannot be read: {error.strerror}") from error
    kept = {}
    for number, line in enumerate(lines, start=1):
        try:
            fields = record.parse(line)
            kept[read_field(fields, "text_sha256", str)] = fields
        except ValueError as error:
            raise RunFolderError(path, f"line {number}: {error}") from error
    return [_article(kept.get(_digest(one.text)), one, place=path) for one in gold]


def _article(fields: Mapping[str, object] | None, gold: Article, *, place: Path) -> Article:
    if fields is None:
        raise RunFolderError(place, f"holds nothing about the text of article {gold.id!r}")
    try:
        sentences = tuple(
            record.to_sentence(one, scheme=gold.scheme) for one in read_objects(fields, "sentences")
        )
        return Article(
            text=gold.text,
            sentences=sentences,
            speakers=tuple(
                record.to_speaker(one, sentences) for one in read_objects(fields, "speakers")
            ),
            id=gold.id,
            scheme=gold.scheme,
        )
    except ValueError as error:
        raise RunFolderError(place, f"article {gold.id!r}: {error}") from error


def _sentence(fields: dict[str, object]) -> dict[str, object]:
    """Give a sentence's record without what follows from the text or from the rest of it."""
    kept = {name: one for name, one in fields.items() if name not in ("quotes", "confidence")}
    probabilities = kept.get("probabilities")
    if isinstance(probabilities, dict):
        kept["probabilities"] = {
            label: round(chance, _DIGITS) for label, chance in probabilities.items()
        }
    return {name: one for name, one in kept.items() if one is not None}


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
