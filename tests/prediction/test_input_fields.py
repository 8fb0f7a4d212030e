from stance.article import Article
from stance.corpus.rawtexts import DistinctIds, RawArticle
from stance.prediction.input_fields import with_input_fields

PREDICTED = Article(text="Rain fell.", metadata={"model": {"name": "m", "digest": "d"}})


def kept(**fields):
    raw = RawArticle(text="Rain fell.", metadata=fields, path="x")
    place = {"file": "a.jsonl", "line": 2}
    return with_input_fields(PREDICTED, raw, ids=DistinctIds(), place=place).metadata


def test_fields_of_the_input_stay_and_the_place_is_added():
    found = kept(outlet="Post")

    assert found == {"outlet": "Post", "file": "a.jsonl", "line": 2, **PREDICTED.metadata}


def test_a_place_in_the_input_is_kept_whole():
    assert "line" not in kept(file="mine")
    assert kept(file="mine")["file"] == "mine"


def test_what_is_called_as_a_prediction_is_kept_under_another_name():
    found = kept(model="T-Ford")

    assert found["model_as_given"] == "T-Ford"
    assert found["model"] == PREDICTED.metadata["model"]


def test_what_an_earlier_prediction_wrote_is_replaced():
    found = kept(model={"name": "old", "digest": "o"}, error={"type": "E", "message": "old"})

    assert not {"model_as_given", "error", "error_as_given"} & set(found)


def test_an_id_that_came_before_is_kept_beside_the_new_one():
    ids = DistinctIds()
    raw = RawArticle(text="Rain fell.", id="a", path="x")

    first, second = (with_input_fields(PREDICTED, raw, ids=ids) for _ in range(2))

    assert (first.id, second.id) == ("a", "a-2")
    assert second.metadata["id_as_given"] == "a"
