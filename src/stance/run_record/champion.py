"""The champion of a working folder: the model that ``stance promote`` made the default there."""

from pathlib import Path
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from stance.errors import ArtifactError
from stance.files import write_whole

CHAMPION_FILE = "champion.json"


class Champion(BaseModel):
    """The whole of ``runs/champion.json``.

    Attributes:
        model: Its folder: relative to the folder of runs where it is in it, else absolute.
        registered_model: Under which name MLflow knows it.
        version: Under which version.
        why: When and why it was promoted.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", strict=True)

    model: str
    registered_model: str
    version: str
    why: str

    @classmethod
    def of(cls, folder: Path, *, runs: Path, registered_model: str, version: str, why: str) -> Self:
        """Describe a champion."""
        whole, inside = folder.resolve(), runs.resolve()
        place = whole.relative_to(inside) if whole.is_relative_to(inside) else whole
        return cls(
            model=place.as_posix(), registered_model=registered_model, version=version, why=why
        )

    def write(self, runs: Path) -> None:
        """Write it into the folder of runs, whole or not at all."""
        write_whole(f"{self.model_dump_json(indent=1)}\n", runs / CHAMPION_FILE)


def champion_model(runs: Path) -> Path | None:
    """Give the model folder of the champion.

    None if nothing was promoted. A damaged file, or a model that is gone, is an ``ArtifactError``:
    no other model answers in its place unasked.
    """
    path = runs / CHAMPION_FILE
    if not path.is_file():
        return None
    try:
        champion = Champion.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        what = "is damaged; remove it for the bundled model, or run: stance promote RUN_FOLDER"
        raise ArtifactError(path, what) from error
    folder = runs / champion.model
    if not folder.is_dir():
        what = f"names {folder}, which is gone; remove the file for the bundled model"
        raise ArtifactError(path, f"{what}, or run: stance promote RUN_FOLDER")
    return folder


def forget_champion(runs: Path) -> None:
    """Have no champion any more, so that the bundled model is the default again."""
    (runs / CHAMPION_FILE).unlink(missing_ok=True)
