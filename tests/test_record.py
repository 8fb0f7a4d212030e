import json
from pathlib import Path

import pytest

from stance import record
from stance.article import Article
from stance.errors import UnknownLabelError

CORPUS = sorted((Path(__file__).parents[1] / "data" / "originals").glob("*.jsonl"))
SENTENCE = {"start": 0, "end": 10, "label": "reported_fact"}


def lines_of(path):
    return path.read_text("utf-8").splitlines()


def test_there_is_a_corpus_to_read():
    assert sum(len(lines_of(path)) for path in CORPUS) > 100


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_no_field_of_a_corpus_record_is_lost_or_changed(path):
    for line in lines_of(path):
        given = json.loads(line)
        written = Article.from_json(line).to_dict()
        for speaker, was in zip(written["speakers"], given["speakers"], strict=True):
            if "mentions" not in was:
                del speaker["mentions"]  # counted from the sentences
        assert written == given


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"start": None}, "'start' is None, not int"),
        ({"start": "0"}, "'start' is '0', not int"),
        ({"start": True}, "'start' is True, not int"),
        ({"start": 0.0}, r"'start' is 0\.0, not int"),
        ({"end": 0}, "cannot go from 0 to 0"),
        ({"end": 99}, "leaves the text, which has 10 characters"),
        ({"label": "reported"}, "'reported' is not a label; did you mean 'reported_fact'"),
        ({"label": 3}, "'label' is 3, not str"),
        ({"source": [0]}, r"a span is \[start, end\], not \[0\]"),
        ({"source": [0, "4"]}, r"a span is \[start, end\], not \[0, '4'\]"),
        ({"cue": "said"}, r"a span is \[start, end\], not 'said'"),
        ({"cue": [0, True]}, r"a span is \[start, end\], not \[0, True\]"),
        ({"quotes": [[1, 2, 3]]}, r"a span is \[start, end\], not \[1, 2, 3\]"),
        ({"quotes": 4}, "'quotes' is 4, not list"),
        ({"speaker": 1}, "'speaker' is 1, not str"),
        ({"probabilities": {"fact": 1.0}}, "'fact' is not a label"),
        ({"probabilities": {"reported_fact": "1"}}, "a probability is a number from 0 to 1"),
        ({"probabilities": {"reported_fact": 1.5}}, "a probability is a number from 0 to 1"),
        ({"probabilities": [1.0]}, r"'probabilities' is \[1\.0\], not dict"),
        ({"votes": {"by": "fact"}}, "'fact' is not a label"),
        ({"votes": ["by"]}, r"'votes' is \['by'\], not dict"),
    ],
)
def test_a_sentence_that_does_not_fit_is_told(change, fault):
    fields = {"text": "Rain fell.", "sentences": [SENTENCE | change]}

    with pytest.raises(ValueError, match=fault):
        Article.from_dict(fields)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"id": None}, "'id' is None, not str"),
        ({"name": 3}, "'name' is 3, not str"),
        ({"kind": "expret"}, "'expret' is not a speaker kind; did you mean 'expert'"),
        ({"stance": "favour"}, "'favour' is not a stance"),
        ({"mentions": [[1]]}, r"a span is \[start, end\], not \[1\]"),
        ({"mentions": None}, "'mentions' is None, not list"),
    ],
)
def test_a_speaker_that_does_not_fit_is_told(change, fault):
    speaker = {"id": "s1", "name": "Ines Okoro", "kind": "expert"} | change

    with pytest.raises(ValueError, match=fault):
        Article.from_dict({"text": "Rain fell.", "speakers": [speaker]})


@pytest.mark.parametrize("field", ["start", "end", "label"])
def test_a_missing_field_is_named(field):
    sentence = {name: value for name, value in SENTENCE.items() if name != field}

    with pytest.raises(ValueError, match=f"field '{field}' is missing"):
        Article.from_dict({"text": "Rain fell.", "sentences": [sentence]})


def test_a_record_without_text_is_refused():
    with pytest.raises(ValueError, match="field 'text' is missing"):
        Article.from_dict({"sentences": []})


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("", "not JSON: Expecting value"),
        ("{", "not JSON"),
        ("[1]", "a record is a JSON object, not a list"),
        ("null", "a record is a JSON object, not a NoneType"),
        ("[" * 100_000, "not JSON"),
        ('{"text": ' + "9" * 5000 + "}", "not JSON"),
        ('{"text": "a", "sentences": [3]}', "'sentences' holds 3, not an object"),
        ('{"text": "a", "sentences": {}}', "'sentences' is {}, not list"),
    ],
)
def test_json_that_is_no_record_is_refused(line, fault):
    with pytest.raises(ValueError, match=fault):
        Article.from_json(line)


def test_a_wrong_label_in_json_is_also_an_unknown_label():
    with pytest.raises(UnknownLabelError):
        record.to_sentence(SENTENCE | {"label": "fact"})


def test_mentions_are_the_sources_if_the_record_has_none():
    fields = {
        "text": "Rain fell.",
        "speakers": [{"id": "s1", "name": "Rain", "kind": "other"}],
        "sentences": [SENTENCE | {"speaker": "s1", "source": [0, 4]}],
    }

    speaker = Article.from_dict(fields).speakers[0]

    assert (speaker.mentions, speaker.n_sentences) == (((0, 4),), 1)


def test_a_lone_surrogate_is_escaped_and_nothing_else_is():
    assert record.to_json({"text": "é\ud800"}) == '{"text": "é\\ud800"}'
