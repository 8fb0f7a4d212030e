"""Finding the folder of a model: by name, by address, or the one that is the default."""

import os
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path

from stance.errors import ArtifactError
from stance.files import is_folder
from stance.run_record.champion import champion_model

#: Entry points that turn a name or an address into a folder: ``locate(model: str) -> Path``,
#: registered under the name itself (``accurate``) or the scheme (``models`` of ``models:/…``).
ENTRY_POINT_GROUP = "stance.models"
#: Names a model folder that ``Predictor.load()`` takes before all others.
MODEL_VARIABLE = "STANCE_MODEL"
#: Where ``make train`` keeps its runs, below the working folder.
RUNS_FOLDER = Path("runs")
#: Name of the model that ships with the package, and its folder.
BUNDLED = "bundled"
BUNDLED_FOLDER = Path(__file__).parents[1] / "bundled"
#: Name of the large model, which a package of its own registers.
ACCURATE = "accurate"
_NO_ACCURATE = (
    "the package stance-news-accurate is not installed; in a checkout of stance, "
    "`make release-model SIZE=accurate` trains the model and builds the package, and "
    "`pip install dist/stance_news_accurate-*.whl` installs it"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultModel:
    """The model that answers if none is named.

    Attributes:
        model: A folder, a name or an address.
        because: What makes it the default.
    """

    model: str | Path
    because: str


def default_model() -> DefaultModel:
    """Give the model that answers if none is named.

    Returns:
        ``$STANCE_MODEL``, else the model that ``stance promote`` made champion of the working
        folder, else the bundled one. A model that has only been trained is never the default: it
        may be worse.

    Raises:
        ArtifactError: If the champion is damaged or gone.
    """
    if named := os.environ.get(MODEL_VARIABLE):
        return DefaultModel(model=named, because=f"${MODEL_VARIABLE} names it")
    if champion := champion_model(RUNS_FOLDER):
        return DefaultModel(model=champion, because=f"champion of {RUNS_FOLDER}")
    return DefaultModel(model=BUNDLED, because="it comes with stance")


def locate_model(model: str | Path | None = None) -> Path:
    """Find a model folder.

    Args:
        model: A folder, a name, an address, or None for ``default_model()``.

    Returns:
        The folder; what is in it has not been checked yet.

    Raises:
        ArtifactError: If there is none.
        TypeError: If it is none of these.
    """
    if model is None:
        model = default_model().model
    if not isinstance(model, str | Path):
        raise TypeError(f"a model is a folder, a name or an address, not {type(model).__name__}")
    if model == BUNDLED:
        return BUNDLED_FOLDER
    if isinstance(model, Path) or is_folder(Path(model)):
        return Path(model)
    scheme, colon, _ = model.partition(":")
    for entry in entry_points(group=ENTRY_POINT_GROUP, name=scheme):
        return Path(entry.load()(model))
    if model == ACCURATE:
        raise ArtifactError(model, _NO_ACCURATE)
    known = sorted(entry_points(group=ENTRY_POINT_GROUP).names)
    hint = f"known names: {', '.join(known)}" if known else "no package provides names"
    noun = "no package is installed that knows this address" if colon else "no such folder"
    raise ArtifactError(model, f"{noun}; {hint}")
