import json

import pytest

import making
from stance.article import Article
from stance.corpus.readers.drafts import finish
from stance.corpus.readers.labelstudio import read_labelstudio
from stance.corpus.review.labelstudio import write_tasks
from stance.errors import CorpusError
from stance.labels import Label

SPEECH = ("Ann Łee 😀 said taxes rise.", making.OFFICIAL, "Ann Łee", "said")


@pytest.fixture
def article():
    record = making.make_article(SPEECH, ("Rain fell.", making.FACT), id="a").to_dict()
    for speaker in record["speakers"]:
        del speaker["mentions"]
        speaker["id"] = "s1"
    record["sentences"][0]["speaker"] = "s1"
    return Article.from_dict(record)


@pytest.fixture
def export(article, tmp_path):
    def change(edit=lambda result: result):
        (task,) = json.loads(write_tasks([article], name="stance"))
        result = edit(task["predictions"][0]["result"])
        path = tmp_path / "export.json"
        path.write_text(
            json.dumps([task | {"id": 5, "annotations": [{"result": result}]}]), "utf-8"
        )
        return path

    return change


def test_a_whole_export_is_an_article(article, export):
    (back,) = finish(read_labelstudio([export()]), default_label=None)

    assert (back.text, back.sentences, back.speakers) == (
        article.text,
        article.sentences,
        article.speakers,
    )


def test_what_nobody_labelled_has_no_label(export):
    path = export(lambda result: [item for item in result if item["id"] != "s2"])

    (draft,) = read_labelstudio([path])

    assert [one.label for one in draft.sentences] == [Label.OFFICIAL_STATEMENT, None]


def test_labels_of_others_are_translated(export):
    def edit(result):
        result[0]["value"]["labels"] = ["Gov"]
        return result

    (draft,) = read_labelstudio([export(edit)], labels={"Gov": Label.OFFICIAL_STATEMENT})

    assert draft.sentences[0].label is Label.OFFICIAL_STATEMENT


def test_a_fault_names_file_and_task(export):
    def edit(result):
        result[0]["value"]["labels"] = ["Gov"]
        return result

    with pytest.raises(CorpusError, match=r"export\.json: task 5: 'Gov' is not a label"):
        read_labelstudio([export(edit)])
