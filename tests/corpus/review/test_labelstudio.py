import json
from xml.etree import ElementTree

import pytest

import making
from stance.article import Article
from stance.corpus.review.correcting import correct
from stance.corpus.review.labelstudio import labeling_interface, write_tasks
from stance.corpus.review.labelstudio_export import read_export
from stance.errors import CorpusError
from stance.labels import Label
from stance.parts import Span

SPEECH = ("Ann Łee 😀 said\r\ntaxes rise.", making.OFFICIAL, "Ann Łee", "said")
FACT = ("Rain fell 🌧 on Monday.", making.FACT)


@pytest.fixture
def article():
    made = making.make_article(SPEECH, FACT, id="a")
    return Article.from_json(made.to_json())  # as it is read


@pytest.fixture
def export(article, tmp_path):
    """Give a function that lets someone change the regions of a task, and reads the export."""

    def change(edit=lambda result: result, **fields):
        (task,) = json.loads(write_tasks([article], name="stance"))
        annotation = {
            "id": 7,
            "completed_by": {"id": 1, "email": "ann@news.example"},
            "updated_at": "2026-01-01T00:00:00Z",
            "result": edit(task["predictions"][0]["result"]),
        }
        path = tmp_path / "export.json"
        exported = {"id": 12, "annotations": [annotation], **task, **fields}
        path.write_text(json.dumps([exported]), "utf-8")
        return read_export(path, articles={"a": article})

    return change


def moved(region, start, end, text=None):
    def edit(result):
        for item in result:
            if item["id"] == region:
                item["value"] |= {"start": start, "end": end}
                if "labels" in item["value"]:
                    item["value"]["text"] = text
        return result

    return edit


def test_the_interface_has_all_labels_kinds_and_spans():
    tree = ElementTree.fromstring(labeling_interface())

    values = [element.get("value") for element in tree.iter() if element.tag in ("Label", "Choice")]
    assert values == [
        *("official_statement", "expert_analysis", "reported_fact"),
        *("source", "cue", "official", "expert", "other"),
    ]


def test_a_task_has_every_offset_of_the_article(article):
    (task,) = json.loads(write_tasks([article], name="stance"))

    text = task["data"]["text"]
    spans = {
        item["id"]: text[item["value"]["start"] : item["value"]["end"]]
        for item in task["predictions"][0]["result"]
        if item["type"] == "labels"
    }
    assert "\r" not in text
    assert spans["s1-source"] == "Ann Łee"
    assert spans["s2"] == FACT[0]


def test_predictions_that_nobody_changed_come_back_as_they_were(article, export):
    review = export()

    corrected = correct(article, review.decisions)
    assert (len(review.decisions), review.rejected) == (2, [])
    assert corrected.article == article


def test_a_moved_region_is_exact_after_characters_beyond_the_basic_plane(article, export):
    review = export(moved("s1-cue", 8, 14, "😀 said"))

    assert correct(article, review.decisions).article.sentences[0].cue == Span(8, 14)


def test_offsets_that_count_utf_16_units_are_understood(article, export):
    def recount(result):
        text = article.text
        for item in result:
            for edge in ("start", "end"):
                before = text[: item["value"][edge]]
                item["value"][edge] = len(before.encode("utf-16-le")) // 2
        return result

    review = export(recount)

    assert review.rejected == []
    assert correct(article, review.decisions).article == article


def test_line_breaks_are_understood_as_the_editor_writes_them(article, export):
    words = "said\\n\\ntaxes"
    review = export(moved("s1-cue", 10, 21, words))

    assert review.rejected == []
    assert correct(article, review.decisions).article.sentences[0].cue == Span(10, 21)


def test_words_that_are_not_at_their_offsets_are_kept_aside(article, export):
    review = export(moved("s1-cue", 8, 12, "denied"))

    assert [one.number for one in review.decisions] == [2]
    assert "'denied' is not at 8–12" in review.rejected[0].faults[0]


def test_a_span_that_crosses_a_sentence_is_kept_aside_with_its_task(article, export):
    review = export(moved("s2", 20, 45, article.text[20:45]))

    (rejected,) = review.rejected
    assert rejected.place == "task 12"
    assert rejected.numbers == (1, 2)
    assert "crosses from sentence 1 into 2" in rejected.faults[0]
    assert rejected.found


def test_an_unknown_label_is_kept_aside_and_the_rest_is_imported(export):
    def edit(result):
        result[0]["value"]["labels"] = ["oficial_statement"]
        return result

    review = export(edit)

    assert "did you mean 'official_statement'" in review.rejected[0].faults[0]
    assert [one.number for one in review.decisions] == [2]


def test_two_labels_for_one_sentence_are_kept_aside(export):
    def edit(result):
        other = {**result[0], "id": "new", "value": {**result[0]["value"]}}
        other["value"]["labels"] = ["expert_analysis"]
        return [*result, other]

    review = export(edit)

    assert review.rejected[0].faults == ("sentence 1 has two regions for its label; keep one",)


def test_overlapping_source_and_cue_are_kept_aside(article, export):
    review = export(moved("s1-cue", 4, 14, article.text[4:14]))

    corrected = correct(article, review.decisions)
    assert "source and cue cross" in corrected.rejected[0].faults[0]
    assert corrected.article.sentences[0] == article.sentences[0]


def test_a_sentence_without_label_was_not_reviewed(article, export):
    review = export(lambda result: [item for item in result if item["id"] == "s2"])

    assert [one.number for one in review.decisions] == [2]


def test_a_source_that_was_removed_is_gone(article, export):
    review = export(lambda result: [item for item in result if item["id"] != "s1-source"])

    assert correct(article, review.decisions).article.sentences[0].source is None


def test_a_renamed_speaker_is_renamed(article, export):
    def edit(result):
        for item in result:
            if item["from_name"] == "speaker":
                item["value"]["text"] = ["Anna Łee"]
        return result

    corrected = correct(article, export(edit).decisions)

    assert corrected.article.speakers[0].name == "Anna Łee"
    assert corrected.article.metadata["changes"][0]["annotator"] == "ann@news.example"


def test_an_annotation_that_was_skipped_does_not_count(export):
    review = export(annotations=[{"id": 1, "was_cancelled": True, "result": []}])

    assert (review.decisions, review.n_untouched) == ([], 1)


def test_the_annotation_changed_last_counts(article, export):
    def annotation(label, at):
        value = {"start": 28, "end": 50, "labels": [label]}
        item = {"id": "x", "from_name": "label", "type": "labels", "value": value}
        return {"id": 1, "completed_by": 3, "updated_at": at, "result": [item]}

    review = export(
        annotations=[
            annotation("reported_fact", "2026-01-02T00:00:00Z"),
            annotation("expert_analysis", "2026-01-01T00:00:00Z"),
        ]
    )

    assert [one.label for one in review.decisions] == [Label.REPORTED_FACT]
    assert review.n_repeated == 1


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"text": "Rain."}, "its tasks were not made by stance review export"),
        ({"article_id": ["a"], "sha256": "0"}, "none of its articles is in the corpus"),
        ({"article_id": "z", "sha256": "0"}, "none of its articles is in the corpus"),
    ],
)
def test_an_export_of_another_project_is_refused(export, data, fault):
    with pytest.raises(CorpusError, match=fault):
        export(data=data)


def test_a_text_that_has_changed_since_is_kept_aside(export):
    review = export(data={"article_id": "a", "sha256": "0"})

    assert "has changed since it was exported" in review.rejected[0].faults[0]


def test_a_field_of_another_interface_is_kept_aside(export):
    review = export(lambda result: [*result, {"id": "x", "from_name": "mood", "value": {}}])

    assert "has a field 'mood'" in review.rejected[0].faults[0]


@pytest.mark.parametrize("content", ["{", "[]x", '[{"id": 1, "text": "Rain."}]', "{}", "[" * 5000])
def test_what_is_no_export_is_refused(tmp_path, article, content):
    path = tmp_path / "export.json"
    path.write_text(content, "utf-8")

    with pytest.raises(CorpusError, match=r"not JSON|choose the format JSON"):
        read_export(path, articles={"a": article})


def test_relations_between_regions_do_no_harm(export):
    review = export(lambda result: [*result, {"type": "relation", "from_id": "s1", "to_id": "s2"}])

    assert (len(review.decisions), review.rejected) == (2, [])


def test_a_speaker_of_a_region_without_label_is_kept_aside(export):
    value = {"start": 0, "end": 3, "text": ["Ann"]}
    item = {"id": "x", "from_name": "speaker", "type": "textarea", "value": value}

    review = export(lambda result: [*result, item])

    assert "has a speaker of a region that has no label" in review.rejected[0].faults[0]
