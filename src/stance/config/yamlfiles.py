"""Reading YAML files, label schemes among them, and saying what is wrong with them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, get_args

from pydantic import BaseModel, BeforeValidator, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from stance.errors import ConfigError
from stance.schemes import NEWS, LabelScheme, SchemeError, scheme_or_news
from stance.spelling import did_you_mean

if TYPE_CHECKING:
    import yaml


#: Settings of earlier versions, and what they are called now.
RENAMED = {
    "training.members": "training.average_fits",
    "training.average": "training.ema_decay",
    "training.recast": "training.role_swap",
    "training.teacher": "training.distill_from",
    "training.teacher_weight": "training.distill_weight",
    "export.remainder_megabytes": "export.residual_megabytes",
}
_SCHEME = TypeAdapter(LabelScheme)


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlFile:
    """The mapping that a YAML file holds.

    The nodes of ``root`` know their lines.
    """

    tree: dict[str, Any]
    root: "yaml.Node" = field(repr=False)


def read_yaml(path: Path) -> YamlFile:
    """Read a mapping from a YAML file."""
    import yaml  # only those who train need a YAML reader

    try:
        text = path.read_text("utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        faults = list(_repeated_keys(root, set()))
        tree = yaml.safe_load(text)
    except OSError as error:
        raise ConfigError(path, [f"cannot be read: {error.strerror}"]) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # 2024-13-45 is a ValueError
        raise ConfigError(path, [f"not YAML: {error}"]) from error
    if faults:
        raise ConfigError(path, faults)
    if root is None or not isinstance(tree, dict):
        raise ConfigError(path, ["holds no mapping of keys to values, such as `name: …`"])
    return YamlFile(tree=tree, root=root)


def _repeated_keys(node: "yaml.Node | None", seen: set[int]) -> Iterator[str]:
    """Say which keys are in one mapping twice, of which YAML would take the last."""
    import yaml

    if id(node) in seen:  # an alias
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        first: dict[tuple[str, str], yaml.Node] = {}
        for key, value in node.value:
            earlier = first.setdefault((key.tag, str(key.value)), key)
            if earlier is not key:
                where = f"line {key.start_mark.line + 1}: {key.value!r}"
                yield f"{where} is in line {earlier.start_mark.line + 1} already; keep one"
            yield from _repeated_keys(value, seen)
    elif isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _repeated_keys(one, seen)


def line_of(root: "yaml.Node", place: Sequence[object]) -> int | None:
    """Give the line of a place in a file.

    ``place`` are keys and numbers of entries from 0; the line is that of the innermost part that
    the file has, from 1, or None.
    """
    import yaml

    node, line = root, None
    for part in place:
        inner: dict[object, tuple[yaml.Node, yaml.Node]] = {}
        if isinstance(node, yaml.MappingNode):
            inner = {key.value: (key, value) for key, value in node.value}
        elif isinstance(node, yaml.SequenceNode):
            inner = {number: (one, one) for number, one in enumerate(node.value)}
        if part not in inner:
            break
        start, node = inner[part]
        line = start.start_mark.line + 1
    return line


def faults_of(
    error: ValidationError, *, kind: type, root: "yaml.Node", overridden: Collection[str] = ()
) -> list[str]:
    """Say each fault that a validation found, with the nearest known key for an unknown one.

    What is ``overridden`` (``section.key``) has no line in the file.
    """
    faults: list[str] = []
    for place, what in (fault for one in error.errors() for fault in _faults(one, kind)):
        dotted = f"{'.'.join(map(str, place))}."
        is_of_file = not any(dotted.startswith(f"{key}.") for key in overridden)
        line = line_of(root, place) if is_of_file else None
        faults.append(what if line is None else f"line {line}: {what}")
    return faults


def _faults(error: ErrorDetails, kind: type) -> Iterator[tuple[Sequence[object], str]]:
    """Give places and what is wrong there; a scheme tells several faults in one error."""
    cause = error.get("ctx", {}).get("error")
    if not isinstance(cause, SchemeError):
        yield error["loc"], _fault(error, kind)
        return
    where = ".".join(map(str, error["loc"]))
    for place, what in cause.faults:
        yield (*error["loc"], *place), f"{where}: {what}" if where else what


def _fault(error: ErrorDetails, kind: type) -> str:
    place = ".".join(str(part) for part in error["loc"])
    where = f"{place}: " if place else ""
    if error["type"] == "missing":
        return f"{where}is missing"
    if error["type"] == "value_error":  # of a validator of ours, which says what it found
        return f"{where}{error['ctx']['error']}"
    if error["type"] not in {"extra_forbidden", "unexpected_keyword_argument"}:
        return f"{where}{error['msg']} (found {error['input']!r})"
    if error["loc"] == ("sweep",):
        return "sweep: is read by `stance sweep` alone"
    *parents, key = error["loc"]
    known = _known_keys(kind, parents)
    return f"{where}no such key; {hint_for(place, known, alike=str(key))}"


def hint_for(setting: str, known: Iterable[str], *, alike: str | None = None) -> str:
    """Say what somebody may have meant by an unknown setting: its name of today, or the nearest."""
    if setting in RENAMED:
        return f"it is called {RENAMED[setting]} now"
    return did_you_mean(alike or setting, known)


def _known_keys(kind: type, parents: Sequence[object]) -> list[str]:
    section = kind
    for name in parents:
        annotations = _annotations(section)
        if isinstance(name, str) and name in annotations:
            section = _section_in(annotations[name]) or section
    return list(_annotations(section))


def _annotations(section: type) -> dict[str, Any]:
    """Give the type of each field of a section."""
    if is_dataclass(section):
        return {one.name: one.type for one in fields(section)}
    model: type[BaseModel] = section
    return {name: one.annotation for name, one in model.model_fields.items()}


def _section_in(annotation: object) -> type | None:
    """Give the section that a field holds, one or many; None if it holds none."""
    if isinstance(annotation, type) and (
        issubclass(annotation, BaseModel) or is_dataclass(annotation)
    ):
        return annotation
    found = (_section_in(one) for one in get_args(annotation))
    return next((one for one in found if one is not None), None)


def load_scheme(path: Path | None) -> LabelScheme:
    """Read a label scheme from a YAML file.

    None gives the scheme of news; docs/label-schemes.md tells the fields. One ``ConfigError`` names
    every fault.
    """
    if path is None:
        return NEWS
    file = read_yaml(path)
    try:
        return scheme_or_news(_SCHEME.validate_python(file.tree))
    except ValidationError as error:
        raise ConfigError(path, faults_of(error, kind=LabelScheme, root=file.root)) from error


def _read(scheme: object) -> object:
    """Read the file if a config names one; its faults become those of the config."""
    if not isinstance(scheme, str | Path):
        return scheme
    try:
        return load_scheme(Path(scheme))
    except ConfigError as error:
        raise SchemeError([((), f"{error.path}: {fault}") for fault in error.faults]) from error


#: A scheme in a config: all of it, or the path of its file.
SchemeOrFile: TypeAlias = Annotated[LabelScheme, BeforeValidator(_read)]
