import json

import pytest

_TEXT = (
    "Rain fell all night. “Stay at home,” said Mayor Ann Lee. "
    "The worst is over, according to Bo Ek, a geographer."
)


def _span(part, *, text=_TEXT):
    start = text.index(part)
    return [start, start + len(part)]


def _sentence(part, *, label, speaker=None, source=None, cue=None, text=_TEXT):
    start, end = _span(part, text=text)
    return {
        "start": start,
        "end": end,
        "label": label,
        "speaker": speaker,
        "source": source and _span(source, text=text),
        "cue": cue and _span(cue, text=text),
    }


@pytest.fixture
def make_record():
    """Give a function that builds a faultless record of three sentences, or a changed one."""

    def make(**changes):
        record = {
            "id": "a1",
            "title": "Rain",
            "published": "2024-05-17",
            "text": _TEXT,
            "speakers": [
                {"id": "s1", "name": "Ann Lee", "role": "Mayor", "kind": "official"},
                {"id": "s2", "name": "Bo Ek", "role": "a geographer", "kind": "expert"},
            ],
            "sentences": [
                _sentence("Rain fell all night.", label="reported_fact"),
                _sentence(
                    "“Stay at home,” said Mayor Ann Lee.",
                    label="official_statement",
                    speaker="s1",
                    source="Mayor Ann Lee",
                    cue="said",
                ),
                _sentence(
                    "The worst is over, according to Bo Ek, a geographer.",
                    label="expert_analysis",
                    speaker="s2",
                    source="Bo Ek, a geographer",
                    cue="according to",
                ),
            ],
        }
        return {**record, **changes}

    return make


@pytest.fixture
def write_records(tmp_path):
    """Give a function that writes records to a JSONL file in a temporary folder."""

    def write(*records, name="corpus.jsonl"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{json.dumps(record)}\n" for record in records), "utf-8")
        return path

    return write
