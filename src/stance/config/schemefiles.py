"""Reading a label scheme from a YAML file, with every fault at once."""

from pathlib import Path
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from stance.config.yamlfiles import faults_of, read_yaml
from stance.errors import ConfigError
from stance.schemes import NEWS, LabelScheme, SchemeError, scheme_or_news

_SCHEME = TypeAdapter(LabelScheme)


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
