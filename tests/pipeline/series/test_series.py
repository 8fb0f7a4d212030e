import json
from pathlib import Path

import pytest

import making
from stance.cli.main import main
from stance.config import load_config
from stance.corpus.reading import read_corpus
from stance.corpus.traits import Trait
from stance.corpus.writing import write_corpus
from stance.errors import CorpusError, RunFolderError
from stance.pipeline.series.series import train_series
from stance.pipeline.series.variants import LeaveOut, folds, leave_out, seeds
from stance.pipeline.train.data import load_run_data
from stance.pipeline.train.train import Listener
from stance.run_record.metrics import latest, read_metrics
from stance.run_record.values import RunStatus, read_run


class Ear:
    """Remembers what a series says; ends it when it hears a certain sentence."""

    def __init__(self, *, killed_at=None):
        self.said = []
        self.killed_at = killed_at
        self.listener = Listener(say=self._say, fitting=lambda _: None, evaluating=lambda *_: None)

    def _say(self, sentence):
        self.said.append(sentence)
        if sentence == self.killed_at:
            raise KeyboardInterrupt


def run(series, *overrides, ear=None, resume=False, config="floor"):
    config = load_config(Path(f"{config}.yaml"), overrides=overrides)
    return train_series(config, series, listener=(ear or Ear()).listener, resume=resume)


@pytest.fixture
def news(tiny_project):
    """Articles for train of which no two have the same text, nor one the text of dev or test."""
    others = read_corpus([Path("dev.jsonl"), Path("test.jsonl")])
    known = {article.text for article in others}
    by_text = {one.text: one for one in making.make_news(200, seed=1) if one.text not in known}
    return list(by_text.values())


@pytest.fixture
def project(tiny_project, news):
    write_corpus(news[:12], tiny_project / "train.jsonl")
    return tiny_project


@pytest.fixture
def batches(project, news):
    """Three batches in train, of which two have ten articles or more; gives the override."""
    for batch, articles in (("agency", news[:12]), ("wire", news[12:23]), ("rare", news[23:26])):
        write_corpus(articles, project / f"part-{batch}.jsonl")
    return 'data.train.0.files="part-*.jsonl"'


def children(outcome):
    return {path.name: path for path in (outcome.run_folder / "children").iterdir()}


def articles(parts):
    return {article.id for part in parts for article in part.articles}


def data_of(*overrides):
    return load_run_data(load_config(Path("floor.yaml"), overrides=overrides).data)


def test_seeds_are_children_with_seeds_that_follow_on_each_other(project):
    outcome = run(seeds(3), "seed=7")

    found = {name: read_run(path).params["seed"] for name, path in children(outcome).items()}
    assert found == {"seed-7": 7, "seed-8": 8, "seed-9": 9}


def test_children_name_their_parent(project):
    outcome = run(seeds(2))

    parent = read_run(outcome.run_folder)
    assert {read_run(path).parent_id for path in children(outcome).values()} == {parent.id}
    assert parent.status is RunStatus.FINISHED


def test_the_parent_has_mean_deviation_and_interval_of_every_metric(project):
    outcome = run(seeds(2), config="tiny")

    values = [latest(read_metrics(path)) for path in children(outcome).values()]
    metrics = latest(read_metrics(outcome.run_folder))
    results = {name for name in values[0] if not name.startswith(("train/", "system/"))}
    assert {name.partition("/")[2] for name in metrics} == results
    one, other = (value["tiny-test/macro_f1"] for value in values)
    assert metrics["mean/tiny-test/macro_f1"] == pytest.approx((one + other) / 2)
    assert metrics["deviation/tiny-test/macro_f1"] == pytest.approx(abs(one - other) / 2**0.5)


def test_the_parent_keeps_a_table_and_the_numbers(project):
    outcome = run(seeds(2))

    artifacts = outcome.run_folder / "artifacts"
    numbers = json.loads((artifacts / "series.json").read_text("utf-8"))
    assert "| seed-1 |" in (artifacts / "series.md").read_text("utf-8")
    assert numbers["seed-2"] == outcome.runs["seed-2"]


def test_each_article_is_held_out_once(project):
    data = data_of()

    variants = folds(3).variants(load_config(Path("floor.yaml")), data)

    held_out = [articles([one.data.evaluation[0]]) for one in variants]
    assert sum(map(len, held_out)) == 15
    assert set.union(*held_out) == articles((*data.train, *data.dev))


def test_a_fold_neither_teaches_nor_chooses_the_epoch(project):
    variants = folds(3).variants(load_config(Path("floor.yaml")), data_of())

    for one in variants:
        held_out = articles([one.data.evaluation[0]])
        assert not held_out & articles((*one.data.train, *one.data.dev))


def test_folds_are_balanced_over_batches(batches):
    data = data_of(batches)

    variants = folds(4).variants(load_config(Path("floor.yaml")), data)

    agency = [one.data.evaluation[0].batches.count("part-agency") for one in variants]
    assert agency == [3, 3, 3, 3]


def test_folds_are_trained_and_measured(project):
    outcome = run(folds(2))

    assert list(outcome.runs) == ["fold-1", "fold-2"]
    assert outcome.metrics["held-out/macro_f1"].n_runs == 2


def test_what_is_left_out_is_measured_and_nowhere_else(batches):
    series = leave_out(LeaveOut(trait=Trait.BATCH, values=("part-wire",)))

    (one,) = series.variants(load_config(Path("floor.yaml")), data_of(batches))

    left_out = one.data.evaluation[0]
    assert set(left_out.batches) == {"part-wire"}
    assert not articles([left_out]) & articles((*one.data.train, *one.data.dev))


def test_values_with_articles_enough_are_left_out_one_by_one(batches):
    outcome = run(leave_out(LeaveOut(trait=Trait.BATCH)), batches)

    assert list(outcome.runs) == ["without-part-agency", "without-part-wire"]
    assert outcome.metrics["left-out/macro_f1"].n_runs == 2


def test_styles_are_left_out_in_their_coarse_form(project, news):
    records = [article.to_dict() for article in news[:24]]
    for number, record in enumerate(records):
        record["style"] = "regional daily, court report" if number % 2 else "radio bulletin"
    lines = "".join(f"{json.dumps(record)}\n" for record in records)
    Path("train.jsonl").write_text(lines, encoding="utf-8")

    variants = leave_out(LeaveOut(trait=Trait.STYLE)).variants(
        load_config(Path("floor.yaml")), data_of()
    )

    assert [one.name for one in variants] == ["without-broadcast", "without-local"]


def test_values_that_no_article_has_are_refused_at_once(batches):
    series = leave_out(LeaveOut(trait=Trait.BATCH, values=("part-wires", "dev", "x")))

    with pytest.raises(ValueError, match=r"'part-wires'; did you mean 'part-wire'\?; no .* 'x'"):
        series.variants(load_config(Path("floor.yaml")), data_of(batches))


def test_too_few_articles_to_leave_out_unasked_are_said(project):
    with pytest.raises(ValueError, match="no domain has 10 articles in train and dev; name"):
        leave_out(LeaveOut(trait=Trait.DOMAIN)).variants(load_config(Path("floor.yaml")), data_of())


def test_leaving_everything_out_is_refused_before_training(project):
    with pytest.raises(CorpusError) as caught:
        run(leave_out(LeaveOut(trait=Trait.BATCH, values=("train", "dev"))))

    assert "without-train: (tiny-train) holds no articles" in str(caught.value)
    assert "without-dev: (tiny-dev) holds no articles" in str(caught.value)
    assert not Path("runs").exists()


@pytest.mark.parametrize(("kind", "fault"), [(seeds, "no spread"), (folds, "nothing is left")])
def test_one_run_is_no_series(kind, fault):
    with pytest.raises(ValueError, match=fault):
        kind(1)


def test_a_killed_series_goes_on_and_trains_no_child_twice(project):
    with pytest.raises(KeyboardInterrupt):
        run(seeds(3), ear=Ear(killed_at="seed-3 (3 of 3)"))
    (first,) = Path("runs").glob("*/children/seed-1/run.json")
    before = first.read_bytes()
    ear = Ear()

    outcome = run(seeds(3), ear=ear, resume=True)

    assert list(outcome.runs) == ["seed-1", "seed-2", "seed-3"]
    assert first.read_bytes() == before
    assert ear.said[2:4] == ["seed-1 (1 of 3): done before", "seed-2 (2 of 3): done before"]
    assert len(list(Path("runs").iterdir())) == 1


def test_a_resumed_series_ends_like_an_uninterrupted_one(project):
    whole = run(seeds(2), config="tiny")
    with pytest.raises(KeyboardInterrupt):
        run(seeds(2), config="tiny", ear=Ear(killed_at="calibrating on dev"))

    resumed = run(seeds(2), config="tiny", resume=True)

    models = [
        (one.run_folder / "children" / "seed-1" / "model" / "model.onnx").read_bytes()
        for one in (whole, resumed)
    ]
    assert models[0] == models[1]


def test_another_series_is_not_taken_for_the_one_to_resume(project):
    with pytest.raises(KeyboardInterrupt):
        run(seeds(2), ear=Ear(killed_at="seed-1 (1 of 2)"))

    with pytest.raises(RunFolderError, match="no unfinished run of config 'floor'"):
        run(seeds(3), resume=True)


def test_a_series_whose_corpora_changed_is_not_resumed(project):
    with pytest.raises(KeyboardInterrupt):
        run(seeds(2), ear=Ear(killed_at="seed-2 (2 of 2)"))
    write_corpus(read_corpus([Path("train.jsonl")])[1:], Path("train.jsonl"))

    with pytest.raises(RunFolderError, match="the corpora have changed since this run; start"):
        run(seeds(2), resume=True)


def test_the_command_prints_each_run_and_what_they_come_to(project, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")

    code = main(["train", "floor.yaml", "--seeds", "2"])

    shown = capsys.readouterr().out
    assert code == 0
    assert "Macro-F1 of each run" in shown
    assert "tiny-test: over all runs" in shown
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--seeds", "1"], "--seeds 1: there is no spread; take 2 or more"),
        (["--leave-out", "stile"], "'stile' cannot be left out; did you mean 'style'?"),
        (["--leave-out", "batch="], "'batch=' names an empty value"),
    ],
)
def test_a_series_that_makes_no_sense_is_refused_in_a_line(project, capsys, words, fault):
    code = main(["train", "floor.yaml", *words])

    assert code == 2
    assert f"stance: {fault}" in capsys.readouterr().err


def test_one_series_at_a_time(project, capsys):
    with pytest.raises(SystemExit):
        main(["train", "floor.yaml", "--seeds", "2", "--folds", "2"])

    assert "not allowed with argument" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("series", "name"),
    [
        (folds(2), "held-out"),
        (folds(2), "fold-dev"),
        (leave_out(LeaveOut(trait=Trait.BATCH, values=("part-wire",))), "left-out"),
    ],
)
def test_a_set_of_the_config_does_not_take_the_name_of_one_of_the_series(batches, series, name):
    with pytest.raises(CorpusError, match=rf"\({name}\) two sets of this run are called so"):
        series.variants(
            load_config(Path("floor.yaml")), data_of(batches, f"data.evaluation.0.name={name}")
        )
