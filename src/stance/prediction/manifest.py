"""``model.json``: what a model folder says of itself, checked against what is in it."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, model_validator

from stance.errors import ArtifactError
from stance.files import is_folder
from stance.schemes import LabelScheme, scheme_or_news

MANIFEST_FILE = "model.json"
CARD_FILE = "README.md"
FORMAT = 1
#: The confidence below which labels are uncertain of a model that has no threshold of its own:
#: none at which 97 in 100 of its labels were right on dev, so only what it is surest of stands.
DEFAULT_UNCERTAIN_BELOW = 0.9
_MAX_MANIFEST_BYTES = 4_000_000
_MAX_FILE_BYTES = 8_000_000_000


class _Part(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", strict=True)


class FileEntry(_Part):
    """One file of the folder."""

    n_bytes: Annotated[int, Field(ge=0, le=_MAX_FILE_BYTES)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class NetworkSettings(_Part):
    """How the encoder is fed."""

    kind: Literal["network"] = "network"
    max_tokens: Annotated[int, Field(ge=16, le=8192)]
    overlap_tokens: Annotated[int, Field(ge=0)]
    max_sentences: Annotated[int, Field(ge=1)] | None = None
    vocabulary_size: Annotated[int, Field(ge=1)]
    start_id: Annotated[int, Field(ge=0)]
    end_id: Annotated[int, Field(ge=0)]
    unknown_id: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _ids_are_in_vocabulary(self) -> Self:
        if max(self.start_id, self.end_id, self.unknown_id) >= self.vocabulary_size:
            raise ValueError("start_id, end_id and unknown_id must be below vocabulary_size")
        return self


class BaselineSettings(_Part):
    """How the TF-IDF baseline sees a sentence."""

    kind: Literal["baseline"] = "baseline"
    neighbours: Annotated[int, Field(ge=0)]
    max_ngram: Annotated[int, Field(ge=1)]
    n_terms: Annotated[int, Field(ge=1)]


class Manifest(_Part):
    """The whole of ``model.json``.

    Attributes:
        format: Version of the folder's layout.
        name: Name of the run that made it.
        created: When, UTC, ISO 8601.
        stance_version: Version of the package that made it.
        labels: In the order of the score vectors.
        scheme: What they mean; None for the scheme of this project.
        temperature: Divides the label logits; fitted on dev.
        outlet_gain: Added to the log-probability that the outlet speaks, in nats; fitted on dev.
        unseen_temperature: Divides the logarithms of the final probabilities; fitted on outlets
            from which nothing was learnt, 1 if there were none.
        settings: How the model is fed.
        files: The other files, with size and digest.
        provenance: Training config, corpus digests, figures; for people and reports.
        uncertain_below: Confidence under which a label is uncertain, in [0, 1], as set on dev;
            None if dev showed none.
    """

    format: Literal[1] = 1
    name: str
    created: str
    stance_version: str
    labels: tuple[str, ...]
    scheme: LabelScheme | None = None
    temperature: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)]
    outlet_gain: Annotated[float, Field(ge=-10, le=10)] = 0.0
    unseen_temperature: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)] = 1.0
    settings: Annotated[NetworkSettings | BaselineSettings, Field(discriminator="kind")]
    files: dict[Annotated[str, Field(pattern=r"^\w[\w.-]*$")], FileEntry]
    provenance: dict[str, JsonValue] = {}
    uncertain_below: Annotated[float, Field(ge=0, le=1)] | None = None

    @property
    def label_scheme(self) -> LabelScheme:
        """What its labels mean."""
        return scheme_or_news(self.scheme)

    @property
    def threshold(self) -> float:
        """Confidence under which a label is uncertain: its own, else the stated default."""
        own = self.uncertain_below
        return DEFAULT_UNCERTAIN_BELOW if own is None else own

    @property
    def encoder(self) -> str:
        """What it is made of: the encoder as its config named it, or the kind of model."""
        config = self.provenance.get("config")
        named = config.get("model.encoder") if isinstance(config, dict) else None
        is_network = isinstance(self.settings, NetworkSettings)
        return named if is_network and isinstance(named, str) else self.settings.kind

    def to_json(self) -> str:
        """Give the text of ``model.json``; older versions refuse keys that are new."""
        unsaid = {name for name in ("scheme", "outlet_gain") if not getattr(self, name)}
        unsaid |= {"unseen_temperature"} if self.unseen_temperature == 1 else set()
        fields = self.model_dump(mode="json", exclude=unsaid)
        return json.dumps(fields, indent=1, ensure_ascii=False) + "\n"


def describe_file(path: Path) -> FileEntry:
    """Give size and digest of a file.

    Args:
        path: The file.

    Returns:
        Its entry.
    """
    content = path.read_bytes()
    return FileEntry(n_bytes=len(content), sha256=sha256(content).hexdigest())


def manifest_digest(folder: Path) -> str:
    """Give what tells a model from all others: it covers every file that ``model.json`` lists.

    Args:
        folder: A model folder.

    Returns:
        SHA-256 of its ``model.json``, in hexadecimal.

    Raises:
        ArtifactError: If that cannot be read.
    """
    return sha256(_read(folder / MANIFEST_FILE, folder=folder)).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Read and check ``model.json``; the other files are checked when they are read.

    Args:
        folder: A model folder.

    Returns:
        Its manifest.

    Raises:
        ArtifactError: If the folder or the file is missing, damaged, or of another kind.
    """
    path = folder / MANIFEST_FILE
    if not is_folder(folder):
        raise ArtifactError(folder, "there is no such model folder")
    if not path.is_file():
        raise ArtifactError(folder, f"{MANIFEST_FILE} is missing, so this is no stance model")
    if path.stat().st_size > _MAX_MANIFEST_BYTES:
        raise ArtifactError(folder, f"{MANIFEST_FILE} is larger than any that stance writes")
    try:
        fields = json.loads(_read(path, folder=folder))
    except (ValueError, RecursionError) as error:
        raise ArtifactError(folder, f"{MANIFEST_FILE} is not JSON: {error}") from error
    found = fields.get("format") if isinstance(fields, dict) else None
    if found != FORMAT:
        what = f"has format {found!r}, this version of stance reads {FORMAT}"
        raise ArtifactError(folder, f"{MANIFEST_FILE} {what}")
    try:
        manifest = Manifest.model_validate_json(json.dumps(fields))
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
        what = f"{MANIFEST_FILE} is damaged: {'; '.join(faults)}"
        raise ArtifactError(folder, what) from error
    if manifest.labels != manifest.label_scheme.names:
        of_scheme = f"those of the scheme {manifest.label_scheme}"
        what = f"its labels are {', '.join(manifest.labels)}, not {of_scheme}"
        raise ArtifactError(folder, f"{MANIFEST_FILE} contradicts itself: {what}")
    _refuse_foreign_files(folder, manifest)
    return manifest


def _refuse_foreign_files(folder: Path, manifest: Manifest) -> None:
    """Refuse what the manifest does not list; hidden files are the operating system's."""
    known = {MANIFEST_FILE, CARD_FILE, *manifest.files}
    names = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    foreign = [name for name in names if name not in known]
    if foreign:
        what = f"{', '.join(foreign)} is not part of this model; move it elsewhere"
        raise ArtifactError(folder, what)


def _read(path: Path, *, folder: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ArtifactError(folder, f"{path.name} cannot be read: {error.strerror}") from error


def read_file(folder: Path, name: str, *, manifest: Manifest) -> bytes:
    """Read one file of a model folder, whole and unaltered.

    Args:
        folder: The model folder.
        name: The file.
        manifest: What the folder says of it.

    Returns:
        Its content.

    Raises:
        ArtifactError: If the file is missing, not listed, or has another size or digest.
    """
    path, entry = folder / name, manifest.files.get(name)
    if entry is None:
        raise ArtifactError(folder, f"{MANIFEST_FILE} does not list {name}")
    if not path.is_file():
        raise ArtifactError(folder, f"{name} is missing")
    size = path.stat().st_size
    if size != entry.n_bytes:
        noun = "truncated" if size < entry.n_bytes else "oversized"
        raise ArtifactError(folder, f"{name} is {noun}: {size} bytes, not {entry.n_bytes}")
    content = _read(path, folder=folder)
    if sha256(content).hexdigest() != entry.sha256:
        raise ArtifactError(folder, f"{name} is not the file that was exported (sha256 differs)")
    return content
