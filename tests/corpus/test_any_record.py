import json

from hypothesis import given
from hypothesis import strategies as st

from stance.article import Article
from stance.corpus.rows import ArticleRow, check_shape
from stance.corpus.rules import faults_in, warnings_in
from stance.labels import Label, SpeakerKind

TEXT = "Rain fell. “Go,” said Lee."
SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)
ANY_JSON = SCALAR | st.lists(SCALAR, max_size=2) | st.lists(st.dictionaries(st.text(), SCALAR))
OFFSET = st.integers(-2, len(TEXT) + 2)
SPAN = st.none() | st.lists(OFFSET, min_size=2, max_size=2)
SENTENCE = st.fixed_dictionaries(
    {"start": OFFSET, "end": OFFSET, "label": st.sampled_from(Label).map(str)},
    optional={
        "speaker": st.sampled_from(["s1", "s2", None]),
        "source": SPAN,
        "cue": SPAN,
        "quotes": st.lists(SPAN, max_size=2),
    },
)
SPEAKER = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["s1", "s2"]),
        "name": st.text(),
        "kind": st.sampled_from(SpeakerKind).map(str),
    },
    optional={"mentions": st.lists(SPAN, max_size=2), "role": st.text()},
)
NEARLY_RIGHT = st.fixed_dictionaries(
    {
        "id": st.just("a"),
        "text": st.just(TEXT),
        "speakers": st.lists(SPEAKER, max_size=2),
        "sentences": st.lists(SENTENCE, max_size=3),
    }
)


@given(st.dictionaries(st.sampled_from([*ArticleRow.model_fields, "more"]), ANY_JSON))
def test_any_json_object_is_a_row_or_has_faults(mapping):
    found = check_shape(mapping)

    assert isinstance(found, ArticleRow) or found


@given(NEARLY_RIGHT)
def test_a_record_without_faults_becomes_an_article(mapping):
    row = check_shape(mapping)

    if isinstance(row, ArticleRow) and not list(faults_in(row)):
        assert Article.from_dict(mapping).text == TEXT


@given(NEARLY_RIGHT)
def test_every_fault_and_warning_is_one_line(mapping):
    row = check_shape(json.loads(json.dumps(mapping)))

    found = [*faults_in(row), *warnings_in(row)] if isinstance(row, ArticleRow) else row
    assert all(one and "\n" not in one for one in found)
