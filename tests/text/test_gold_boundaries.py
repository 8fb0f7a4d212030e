import json
from pathlib import Path

from stance.text.sentences import split_sentences

CORPORA = sorted((Path(__file__).parents[2] / "data" / "originals").glob("*.jsonl"))


def test_there_are_corpora_to_compare_with():
    assert CORPORA


def test_sentences_end_where_people_say_they_end():
    gold, found = set(), set()

    for path in CORPORA:
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            gold |= {(record["id"], sentence["end"]) for sentence in record["sentences"]}
            found |= {(record["id"], end) for _, end in split_sentences(record["text"])}

    assert 2 * len(gold & found) / (len(gold) + len(found)) > 0.985
