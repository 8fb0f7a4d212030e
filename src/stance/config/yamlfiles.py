"""Reading YAML files, and saying what is wrong with them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from stance.errors import ConfigError
from stance.schemes import SchemeError
from stance.spelling import did_you_mean

if TYPE_CHECKING:
    import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlFile:
    """The mapping that a YAML file holds.

    Attributes:
        tree: As plain values.
        root: As nodes, which know their lines.
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
    return f"{where}no such key; {did_you_mean(str(key), _known_keys(kind, parents))}"


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
