"""Corpus files that were labelled by another scheme than they are read by."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from stance.schemes import LabelScheme


def fault_of_scheme(
    records: Iterable[Mapping[str, object] | None], *, scheme: LabelScheme
) -> str | None:
    """Say that a file has the labels of another scheme: one fault, not one for each sentence.

    Args:
        records: Of the lines of the file, as they are; None for what is no record.
        scheme: By which the file is read.

    Returns:
        What is wrong; None if a label is known, if all are like one that is, or if there is but
        one, so that it is rather misspelt.

    Examples:
        >>> from stance.schemes import NEWS
        >>> fault_of_scheme([{"sentences": [{"label": "a"}, {"label": "b"}]}], scheme=NEWS)
        'its labels (a, b) are none of the scheme news (official_statement, expert_analysis,
        reported_fact); read it by its own, or use a model that has them'
    """
    found = dict.fromkeys(label for one in records for label in _labels(one))
    is_known = any(label in scheme.names for label in found)
    is_misspelt = all(get_close_matches(label, scheme.names, n=1) for label in found)
    if is_known or is_misspelt or len(found) == 1:
        return None
    return (
        f"its labels ({', '.join(found)}) are none of the scheme {scheme}; "
        "read it by its own, or use a model that has them"
    )


def _labels(record: Mapping[str, object] | None) -> Iterator[str]:
    sentences = (record or {}).get("sentences")
    for sentence in sentences if isinstance(sentences, list) else ():
        label = sentence.get("label") if isinstance(sentence, dict) else None
        if isinstance(label, str):
            yield label
