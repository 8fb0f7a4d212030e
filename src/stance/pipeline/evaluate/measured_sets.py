"""The sets that a run was measured on, loaded once more from where its config says they are."""

from pydantic import ValidationError

from stance.config import CorpusPart
from stance.corpus.parts import LoadedPart, load_part
from stance.errors import CorpusError
from stance.run_record.values import DatasetUse, RunRecord
from stance.schemes import LabelScheme

_MADE_FOR_SERIES = "made for this run of a series, so it cannot be measured on again"


def load_measured(record: RunRecord, use: DatasetUse, *, scheme: LabelScheme) -> LoadedPart | str:
    """Load the part of a corpus that a run was measured on, if it is what it was.

    Gives the part, or why that cannot be, with the name of the set.
    """
    place = f"data.{use.context.value}.{use.name}"
    said = {
        name: record.params[f"{place}.{name}"]
        for name in CorpusPart.model_fields
        if f"{place}.{name}" in record.params
    }
    if not said:
        return f"{use.name}: {_MADE_FOR_SERIES}"
    try:
        part = load_part(CorpusPart.model_validate(said | {"optional": True}), scheme=scheme)
    except ValidationError:
        return f"{use.name}: its config does not hold in this version of stance"
    except CorpusError as error:
        return f"{use.name}: {error}"
    if part is None:
        return f"{use.name}: no file {use.source} here any more"
    if part.digest != use.digest:
        other = "other data now than when the run was measured"
        return f"{use.name}: {_MADE_FOR_SERIES if record.parent_id else other}"
    return part
