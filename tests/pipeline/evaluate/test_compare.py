"""Two runs are compared on what both said of the same sentences."""

import json
import shutil
import sys
from pathlib import Path

import pytest

import making
from stance.cli import main
from stance.corpus.parts import digest as digest_of
from stance.corpus.reading import read_corpus
from stance.corpus.writing import write_corpus
from stance.errors import RunFolderError, TrackingError
from stance.pipeline.evaluate import compare as verb
from stance.pipeline.evaluate.compare import compare
from stance.pipeline.evaluate.predictions import predictions_path, write_predictions
from stance.pipeline.evaluate.sets import predict_gold
from stance.prediction.predictor import Predictor
from stance.run_record.folder import RunFolder
from stance.run_record.values import DatasetContext, RunStatus

#: What a config says of the set that the runs are measured on.
PARAMS = {"data.dev.dev.name": "dev", "data.dev.dev.files": "dev.jsonl"}


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_corpus(making.make_news(4), tmp_path / "dev.jsonl")
    return Path("dev.jsonl")


@pytest.fixture
def make_run(corpus, tmp_path):
    """Give a function that makes the folder of a run of a baseline that knows some words."""

    def make(
        name,
        *,
        and_on=None,
        terms=("minister", "professor", "said"),
        digest=None,
        status=RunStatus.FINISHED,
        params=PARAMS,
    ):
        run = RunFolder.create(tmp_path / "runs", name=name, registered_model="stance-news")
        run.log_params(params)
        making.write_baseline(run.model_path, terms=terms)
        gold = read_corpus([corpus])
        run.log_dataset(
            making.make_dataset(
                "dev",
                digest=digest or digest_of(gold),
                context=DatasetContext.DEV,
                source=str(corpus),
            )
        )
        if and_on is not None:
            context = DatasetContext.EVALUATION
            run.log_dataset(making.make_dataset(and_on, digest="1" * 64, context=context))
        predicted = predict_gold(Predictor.load(run.model_path), gold)
        write_predictions(gold, predicted, predictions_path(run.path, "dev"))
        run.finish(status)
        return str(run.path)

    return make


@pytest.fixture
def knowing(make_run):
    return make_run("knowing")


@pytest.fixture
def ignorant(make_run):
    """It has never heard of a professor."""
    return make_run("ignorant", terms=("minister", "teacher", "said"))


def test_the_better_run_is_better_where_it_knows_more(knowing, ignorant):
    found = compare((ignorant, knowing)).sets["dev"]

    assert found.differences["recall.expert_analysis"].difference > 0
    by_speaker = {one.value: one for one in found.slices if one.by == "speaker"}
    assert by_speaker["expert"].differences["accuracy"].difference > 0
    assert by_speaker["official"].differences["accuracy"].difference == 0


def test_flipped_sentences_are_shown_each_way(knowing, ignorant):
    there, back = compare((ignorant, knowing)), compare((knowing, ignorant))

    mended = there.sets["dev"].mended
    assert {one.sentence for one in mended} == {"the professor argued taxes would rise."}
    assert there.sets["dev"].broken == ()
    assert len(back.sets["dev"].broken) == len(mended)


def test_what_a_run_said_is_not_predicted_again(knowing, ignorant):
    for run in (knowing, ignorant):
        shutil.rmtree(Path(run) / "model")

    assert compare((ignorant, knowing)).sets["dev"].mended


def test_runs_measured_on_other_data_are_refused(knowing, make_run):
    other = make_run("other", and_on="test")

    with pytest.raises(
        RunFolderError, match=r"not measured on the same data as other-.*: test; name"
    ):
        compare((knowing, other))


def test_other_data_may_be_left_out(knowing, make_run):
    other = make_run("other", and_on="test")

    found = compare((knowing, other), different_data=True)

    assert [*found.sets] == ["dev"]
    assert found.left_out == ("test",)


@pytest.mark.parametrize("different_data", [True, False])
def test_runs_that_share_no_set_are_refused_with_the_sets_of_each(
    knowing, make_run, corpus, different_data
):
    other = make_run("other", digest="0" * 64)
    corpus.unlink()  # nothing is read before

    with pytest.raises(RunFolderError, match="shares no evaluation set with other-") as caught:
        compare((knowing, other), different_data=different_data)

    _, *sets, last = str(caught.value).splitlines()
    assert [line.split()[0] for line in sets] == [Path(knowing).name, Path(other).name]
    assert "was measured on dev (3 articles, 00000000)" in sets[1]
    assert last.endswith(f"compare {knowing} {other} CORPUS")


def test_a_corpus_compares_runs_measured_on_other_data(knowing, make_run, corpus):
    other = make_run("other", digest="0" * 64)

    found = compare((knowing, other), [corpus])

    assert found.sets["dev"].differences["accuracy"].difference == 0


def test_a_model_without_a_run_needs_a_corpus(knowing, corpus, baseline_folder):
    with pytest.raises(RunFolderError, match=r"no run folder.*name a CORPUS"):
        compare((knowing, str(baseline_folder)))

    assert compare((knowing, str(baseline_folder)), [corpus]).sets


def test_a_run_is_known_by_its_model_folder(knowing, ignorant):
    found = compare((f"{ignorant}/model", f"{knowing}/model"))

    assert found.first.name == Path(ignorant).name


def test_a_run_that_is_not_finished_is_refused(knowing, make_run):
    failed = make_run("failed", status=RunStatus.FAILED)

    with pytest.raises(RunFolderError, match="not finished: FAILED"):
        compare((knowing, failed))


def test_data_that_has_changed_since_is_refused(knowing, ignorant, corpus):
    write_corpus(making.make_news(4, seed=9), corpus)

    with pytest.raises(RunFolderError, match=r"dev: other data now than when .*; name a CORPUS"):
        compare((knowing, ignorant))


def test_data_that_is_no_longer_there_is_refused(knowing, ignorant, corpus):
    corpus.unlink()

    with pytest.raises(RunFolderError, match=r"dev: no file dev\.jsonl here any more; name a"):
        compare((knowing, ignorant))


def test_a_set_that_a_series_made_is_called_so(make_run, knowing):
    of_series = make_run("fold", params={"seed": 1})

    with pytest.raises(RunFolderError, match=r"dev: made for this run of a series, .*; name a"):
        compare((of_series, knowing))


def test_a_run_whose_part_has_a_name_that_is_none_any_more_is_refused(make_run, knowing):
    old = make_run("old", params=PARAMS | {"data.dev.dev.name": "dev set"})

    with pytest.raises(RunFolderError, match="its config does not hold in this version"):
        compare((old, knowing))


def test_a_run_with_labels_of_its_own_needs_its_model(make_run, knowing):
    of_scheme = make_run("roles", params=PARAMS | {"data.scheme.name": "roles"})
    shutil.rmtree(Path(of_scheme) / "model")

    with pytest.raises(RunFolderError, match="its model is no longer there, so it is not known"):
        compare((of_scheme, knowing))


def test_an_unknown_field_is_refused_with_the_nearest(knowing, ignorant):
    with pytest.raises(ValueError, match="no article has the field 'stile'"):
        compare((knowing, ignorant), fields=["stile"])


def test_the_command_writes_tables_and_values(knowing, ignorant, capsys):
    code = main(["compare", ignorant, knowing, "--json", "c.json", "--markdown", "c.md"])

    shown = capsys.readouterr().out
    written = json.loads(Path("c.json").read_text("utf-8"))["sets"]["dev"]
    assert code == 0
    assert "wrong before, right now" in shown
    assert written["measures"]["accuracy"]["difference"] > 0
    assert written["mended"][0]["gold"] == "expert_analysis"
    assert "the professor argued taxes would rise." in Path("c.md").read_text("utf-8")


def test_a_run_that_mlflow_does_not_have_gets_no_table(knowing, ignorant, monkeypatch):
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)

    with pytest.raises(TrackingError, match=r"not in MLflow .*stance runs upload"):
        verb.attach(compare((ignorant, knowing)))


def test_the_files_are_written_before_the_tables(knowing, ignorant, monkeypatch):
    with making.closed_pipe() as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        code = main(["compare", ignorant, knowing, "--json", "c.json"])

    assert code == 141
    assert "sets" in json.loads(Path("c.json").read_text("utf-8"))
