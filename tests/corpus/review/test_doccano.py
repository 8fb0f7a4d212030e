import json

import pytest

import making
from stance.article import Article
from stance.corpus.review.correcting import correct
from stance.corpus.review.doccano import read_doccano, write_doccano
from stance.errors import CorpusError
from stance.parts import Span

SPEECH = ("Ann Łee 😀 said\r\ntaxes rise.", making.OFFICIAL, "Ann Łee", "said")


@pytest.fixture
def article():
    made = making.make_article(SPEECH, ("Rain fell.", making.FACT), id="a")
    return Article.from_json(made.to_json())  # as it is read


@pytest.fixture
def review(article, tmp_path):
    def change(edit=lambda stretches: stretches, **fields):
        line = json.loads(write_doccano([article]))
        line["label"] = edit(line["label"])
        path = tmp_path / "all.jsonl"
        path.write_text(json.dumps(line | fields), "utf-8")
        return read_doccano(path, articles={"a": article}, annotator="bo")

    return change


def test_what_nobody_changed_comes_back_as_it_was(article, review):
    found = review()

    assert correct(article, found.decisions).article == article


def test_a_moved_span_is_exact(article, review):
    found = review(lambda stretches: [*stretches[:2], [8, 14, "cue"], *stretches[3:]])

    assert correct(article, found.decisions).article.sentences[0].cue == Span(8, 14)


@pytest.mark.parametrize(
    ("stretch", "fault"),
    [
        ([20, 35, "cue"], "crosses from sentence 1 into 2"),
        ([28, 32, "mood"], "'mood' is not a label"),
        ([400, 410, "cue"], "is in no sentence"),
        ([3], "a stretch is"),
    ],
)
def test_a_faulty_stretch_is_kept_aside_with_its_line(review, stretch, fault):
    found = review(lambda stretches: [*stretches, stretch])

    assert fault in found.rejected[0].faults[0]
    assert found.rejected[0].place.endswith("all.jsonl:1")


@pytest.mark.parametrize("name", ["z", ["a"]])
def test_a_file_of_another_project_is_refused(review, name):
    with pytest.raises(CorpusError, match="is of another project"):
        review(article_id=name)
