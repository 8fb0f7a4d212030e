"""What a label of a scheme may be called."""

import re
from collections.abc import Iterator

_MAX_CHARACTERS = 60
#: What MLflow takes in the name of a metric, less what our metric names are made with.
_NAME = re.compile(r"\w(?:[\w -]*\w)?")
#: Columns of the tables that have one for each label as well.
_COLUMNS = frozenset(
    {
        *("article_id", "start", "end", "text", "label", "confidence", "source", "cue"),
        *("speaker", "speaker_name", "speaker_role", "speaker_kind", "position", "n_sentences"),
        *("gold_label", "gold_speaker", "gold_source", "gold_cue", "previous", "sentence", "next"),
        *("predicted_label", "predicted_speaker", "predicted_source", "predicted_cue"),
    }
)


def faults_of_name(name: str) -> Iterator[str]:
    """Give what is wrong with the name of a label.

    Args:
        name: As data files spell it.

    Yields:
        What is wrong.

    Examples:
        >>> list(faults_of_name("own voice"))
        []
        >>> list(faults_of_name("a/b"))
        ["label 'a/b' is not made of letters, digits, spaces, _ and -"]
    """
    if len(name) > _MAX_CHARACTERS:
        yield f"label {name[:20]!r}… has {len(name)} characters, {_MAX_CHARACTERS} are enough"
    elif not _NAME.fullmatch(name):
        yield f"label {name!r} is not made of letters, digits, spaces, _ and -"
    elif name in _COLUMNS:
        yield f"label {name!r} is called like a column of our tables, call it otherwise"
