"""Every error that stance raises on purpose.

    StanceError
    ├── ConfigError        a config file is wrong; lists every fault at once
    ├── CorpusError        data files are wrong; each fault as ``file:line: what, and what to do``
    ├── LinkError          a page of the web cannot be read, or may not be
    ├── UnknownLabelError  a label or speaker kind is outside the scheme; suggests the nearest
    ├── ArtifactError      a model folder is missing, damaged or foreign
    ├── ExportError        an exported model does not agree with the one that was trained
    ├── ReleaseError       a model may not ship; lists every reason
    ├── RunFolderError     a run folder is missing, damaged, or in use by another process
    ├── PromotionError     a model does not pass the gate to champion; lists every reason
    ├── TrackingError      the MLflow server cannot do what was asked of it
    ├── WorkerError        a process that predicts for others ended by itself
    └── MissingExtraError  a verb needs an optional dependency that is not installed

A caller's mistake in code (a wrong type, a span outside the text) stays a ``TypeError`` or a
``ValueError``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from stance.invocation import pip_install, program

MAX_FAULTS_SHOWN = 200


class StanceError(Exception):
    """Base of all errors that come from outside data, not from the caller's code."""

    def __reduce__(self) -> tuple[object, ...]:
        # Pickled by its text, not by its constructor, so that a worker process can raise it.
        return _rebuilt, (type(self), self.args), self.__dict__


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong in a file.

    Attributes:
        path: The file, or the link, as the user named it.
        line: Line number from 1, or None if the fault is of the whole file.
        what: What is wrong, and what to do about it.
    """

    path: Path | str
    line: int | None = None
    what: str

    def __str__(self) -> str:
        place = str(self.path) if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.what}"


class ConfigError(StanceError):
    """A config cannot be used; lists every fault in it."""

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        noun = "fault" if len(faults) == 1 else "faults"
        lines = "".join(f"\n  {fault}" for fault in faults)
        super().__init__(f"{path} has {len(faults)} {noun}:{lines}")
        self.path = path
        self.faults = list(faults)


class CorpusError(StanceError):
    """Data files cannot be used; lists every fault in them, each with file and line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        shown = [str(fault) for fault in faults[:MAX_FAULTS_SHOWN]]
        if len(faults) > MAX_FAULTS_SHOWN:
            shown.append(f"… and {len(faults) - MAX_FAULTS_SHOWN} more")
        super().__init__("\n".join(shown))
        self.faults = list(faults)

    @classmethod
    def of(cls, path: Path, what: str, *, line: int | None = None) -> Self:
        """Give the error of a single fault, by default of a whole file or folder."""
        return cls([Fault(path=path, line=line, what=what)])


def refuse(faults: Sequence[Fault]) -> None:
    """Raise a CorpusError if there are faults."""
    if faults:
        raise CorpusError(faults)


class LinkError(StanceError):
    """A page of the web cannot be read, or may not be.

    Args:
        link: As it was given.
        fault: What is wrong with it, and what to do.
        is_refused: Whether it may not be read, whether or not it could be.
    """

    def __init__(self, link: str, fault: str, *, is_refused: bool = False) -> None:
        super().__init__(f"{link}: {fault}")
        self.link = link
        self.fault = fault
        self.is_refused = is_refused


class UnknownLabelError(StanceError, ValueError):
    """A label or a speaker kind is outside the scheme."""


class ArtifactError(StanceError):
    """A model folder is missing, damaged, or not one of ours."""

    def __init__(self, folder: Path | str, fault: str) -> None:
        super().__init__(f"{folder}: {fault}")
        self.folder = folder


class ExportError(StanceError):
    """An exported model does not agree with the trained one, so it is not written."""


class ReleaseError(StanceError):
    """A model that may not ship.

    Args:
        model: Its folder, where it stays.
        reasons: Everything that speaks against it.
        kept: Folder of the model as it would have shipped, if it is not the same.
    """

    def __init__(self, model: Path, reasons: Sequence[str], *, kept: Path | None = None) -> None:
        self.model = model
        self.reasons = tuple(reasons)
        self.kept = kept
        listed = "".join(f"\n  {reason}" for reason in reasons)
        stays = "the released model stays as it is"
        stored = f", and the one refused is in {kept}" if kept else ""
        super().__init__(f"{model} does not ship; {stays}{stored}{listed}")


class RunFolderError(StanceError):
    """A run folder is missing, damaged, or in use by another process."""

    def __init__(self, folder: Path, fault: str) -> None:
        super().__init__(f"{folder}: {fault}")
        self.folder = folder


class PromotionError(StanceError):
    """A model does not pass the gate to champion; lists every condition that it fails."""

    def __init__(self, folder: Path, conditions: Sequence[str]) -> None:
        noun = "condition" if len(conditions) == 1 else "conditions"
        lines = "".join(f"\n  {condition}" for condition in conditions)
        super().__init__(
            f"{folder} is not promoted; it fails {len(conditions)} {noun}:{lines}\n"
            f'to promote it all the same: {program()} promote … --force --reason "why"'
        )
        self.conditions = list(conditions)


class TrackingError(StanceError):
    """The tracking server refuses, is unreachable, or lacks what was asked for."""


class WorkerError(StanceError):
    """A process that predicts for others ended by itself.

    Args:
        n_processes: How many there were.
    """

    def __init__(self, n_processes: int) -> None:
        super().__init__(
            f"one of {n_processes} processes that predict ended by itself; perhaps there was too "
            "little memory (0.4 GB each with the bundled model), so take fewer; a script that "
            'starts some needs: if __name__ == "__main__":'
        )


class MissingExtraError(StanceError):
    """A verb needs packages of an optional extra.

    Args:
        verb: What was asked for.
        extra: The extra that brings what it needs.
        package: The package that is not there.

    Examples:
        >>> print(MissingExtraError("stance train", extra="train", package="torch"))
        stance train needs 'torch', which is not installed; run: ... install ...[train]'
    """

    def __init__(self, verb: str, *, extra: str, package: str) -> None:
        super().__init__(
            f"{verb} needs {package!r}, which is not installed; run: {pip_install(extra)}"
        )


class LanguageWarning(UserWarning):
    """A text is not in the language that the model has learnt; its labels mean nothing."""


class FailedArticleWarning(UserWarning):
    """One of several articles cannot be predicted; its record says why, and the others go on."""


def _rebuilt(kind: type[StanceError], args: tuple[object, ...]) -> StanceError:
    return kind.__new__(kind, *args)
