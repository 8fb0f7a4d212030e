"""A round trip through a real Label Studio server, over its own API."""

import copy
import json

import pytest

import label_studio
import making
from stance.article import Article
from stance.cli import main
from stance.corpus.reading import read_corpus
from stance.corpus.writing import write_corpus
from stance.labels import Label

pytestmark = pytest.mark.slow

TEXTS = (
    ("“Ça va mal 😤,” said Łukasz Żak 🇵🇱.", making.OFFICIAL, "Łukasz Żak", "said"),
    ("Prices\r\nrose by 5 % 📈 in 東京.", making.FACT),
    ("He added: “𝕹𝖔 tax.”", making.OFFICIAL, "He", "added"),
    ("The trend 🙂🙂 will last, Prof. Ó Sé argued.", making.EXPERT, "Prof. Ó Sé", "argued"),
    ("Rain fell 👩‍👩‍👧 on e\u0301tudes\u2028 and more.", making.FACT),
)


def make_articles():
    for number in range(3):
        made = making.make_article(*TEXTS[number:], *TEXTS[:number], id=f"a{number}")
        yield Article.from_json(made.to_json())  # as it is read


@pytest.fixture(scope="module")
def api(tmp_path_factory):
    program = label_studio.install()
    if program is None:
        pytest.skip("label-studio is not installed, and pip has no network to install it")
    with label_studio.served(program, tmp_path_factory.mktemp("label-studio")) as api:
        yield api


@pytest.fixture
def project(api, tmp_path, monkeypatch):
    """A project with the tasks of three articles; gives its id and its tasks by article."""
    monkeypatch.chdir(tmp_path)
    write_corpus(make_articles(), tmp_path / "labelled.jsonl")
    arguments = ["--to", "label-studio", "--order", "random", "--out", "tasks.json"]
    assert main(["review", "export", "labelled.jsonl", *arguments]) == 0
    project = api.create_project((tmp_path / "tasks.xml").read_text("utf-8"))
    tasks = api.import_tasks(project, json.loads((tmp_path / "tasks.json").read_text("utf-8")))
    return project, {task["data"]["article_id"]: task for task in tasks}


@pytest.fixture
def bring_back(api, project, tmp_path):
    """Give a function that exports the project and imports the corrections."""

    def run():
        exported = api.export(project[0])
        (tmp_path / "export.json").write_text(json.dumps(exported), "utf-8")
        places = ["--corpus", "labelled.jsonl", "--out", "corrected.jsonl"]
        code = main(["review", "import", "export.json", *places])
        return code, {one.id: one for one in read_corpus([tmp_path / "corrected.jsonl"])}

    return run


def predicted(task):
    return copy.deepcopy(task["predictions"][0]["result"])


def test_what_nobody_changed_comes_back_letter_by_letter(api, project, bring_back):
    for task in project[1].values():
        api.annotate(task, predicted(task))

    code, corrected = bring_back()

    assert code == 0
    assert list(corrected.values()) == list(make_articles())


def test_the_server_keeps_every_character_of_the_text(project):
    for article in make_articles():
        shown = project[1][article.id]["data"]["text"]

        assert shown == article.text.replace("\r", " ")


def test_a_changed_label_a_moved_span_and_a_renamed_speaker_are_exact(
    api, project, bring_back, tmp_path
):
    task = project[1]["a0"]
    text, result = task["data"]["text"], predicted(task)
    start = text.index("🙂🙂 will last, Prof.")
    for item in result:
        value = item["value"]
        if item["id"] == "s4-source":
            words = "Prof. Ó Sé argued"
            at = text.index(words)
            value |= {"start": at, "end": at + len(words), "text": words}
        if item["id"] == "s4-cue":
            value |= {"start": start, "end": start + 12, "text": text[start : start + 12]}
        if item["id"] == "s1" and item["from_name"] == "speaker":
            value["text"] = ["Łukasz Żak-Nowak"]
        if item["id"] == "s5" and item["from_name"] == "label":
            value["labels"] = ["expert_analysis"]
    span = next(item["value"] for item in result if item["id"] == "s5")
    place = {"start": span["start"], "end": span["end"]}
    field = {"id": "s5", "to_name": "text"}
    result += [
        field | {"from_name": "speaker", "type": "textarea", "value": place | {"text": ["étu"]}},
        field | {"from_name": "kind", "type": "choices", "value": place | {"choices": ["expert"]}},
    ]
    api.annotate(task, result)

    code, corrected = bring_back()

    article = corrected["a0"]
    assert code == 0
    assert article.text == next(make_articles()).text
    assert article.text_of(article.sentences[3].source) == "Prof. Ó Sé argued"
    assert article.text_of(article.sentences[3].cue) == "🙂🙂 will last"
    assert article.sentences[4].label is Label.EXPERT_ANALYSIS
    assert article.speakers[0].name == "Łukasz Żak-Nowak"
    assert article.speaker_of(article.sentences[4]).name == "étu"
    reviewer = str(api.call("/current-user/whoami")["id"])  # all that this export tells
    assert {change["annotator"] for change in article.metadata["changes"]} == {reviewer}
    assert corrected["a1"] == list(make_articles())[1]


def test_a_span_over_two_sentences_is_kept_aside_and_the_rest_comes_back(
    api, project, bring_back, tmp_path
):
    crossed, whole = project[1]["a0"], project[1]["a1"]
    result = predicted(crossed)
    for item in result:
        if item["id"] == "s1-cue":
            item["value"] |= {"end": 50, "text": crossed["data"]["text"][27:50]}
            item["value"]["start"] = 27
    api.annotate(crossed, result)
    kept = [item for item in predicted(whole) if item["id"] != "s1-source"]
    api.annotate(whole, kept)

    code, corrected = bring_back()

    (line,) = (tmp_path / "corrected.rejects.jsonl").read_text("utf-8").splitlines()
    rejected = json.loads(line)
    assert code == 1
    assert rejected["place"] == f"task {crossed['id']}"
    assert "crosses from sentence 1 into 2" in rejected["faults"][0]
    assert corrected["a0"] == next(make_articles())
    assert corrected["a1"] == list(make_articles())[1]
