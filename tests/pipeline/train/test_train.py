import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import making
from stance.config import load_config
from stance.corpus.reading import read_corpus
from stance.corpus.writing import write_corpus
from stance.errors import CorpusError, ExportError, RunFolderError
from stance.labels import Label
from stance.pipeline.train.train import Listener, train
from stance.prediction.predictor import Predictor
from stance.run_record.values import RunStatus, read_run
from stance.training.compression import compress, integer_products
from stance.training.probes.nodes import outputs_of


class Ear:
    """Remembers what a run says."""

    def __init__(self, *, killed_at_epoch=None):
        self.said = []
        self.fitted = []
        self.killed_at_epoch = killed_at_epoch
        self.listener = Listener(
            say=self.said.append, fitting=self._fitting, evaluating=lambda *_: None
        )

    def _fitting(self, progress):
        self.fitted.append(progress)
        is_epoch = progress.dev_macro_f1 is not None
        if self.killed_at_epoch and is_epoch and progress.epoch > self.killed_at_epoch:
            raise KeyboardInterrupt


def run(name, *overrides, ear=None, resume=False):
    config = load_config(Path(f"{name}.yaml"), overrides=overrides)
    return train(config, listener=(ear or Ear()).listener, resume=resume)


@pytest.mark.parametrize("name", ["tiny", "floor"])
def test_a_config_becomes_a_model_that_predicts(tiny_project, name):
    outcome = run(name)

    article = Predictor.load(outcome.model_folder).predict("the minister said taxes would rise.")
    assert list(outcome.scores) == ["tiny-dev", "tiny-test"]
    assert [sentence.label in Label for sentence in article.sentences] == [True]


def test_the_baseline_learns_what_the_first_words_give_away(tiny_project):
    outcome = run("floor")

    assert outcome.scores["tiny-test"].macro_f1 > 0.9


def test_each_step_is_told_and_the_end_of_each_epoch(tiny_project):
    ear = Ear()
    run("tiny", ear=ear)

    steps = [progress.step for progress in ear.fitted if progress.dev_macro_f1 is None]
    assert steps == list(range(1, ear.fitted[-1].n_steps + 1))
    assert [one.epoch for one in ear.fitted if one.dev_macro_f1 is not None] == [1, 2]


def test_the_run_folder_keeps_figures_tables_and_errors(tiny_project):
    outcome = run("tiny")

    artifacts = outcome.run_folder / "artifacts"
    kept = {str(path.relative_to(artifacts)) for path in artifacts.rglob("*") if path.is_file()}
    assert kept == {
        "scores.md",
        "errors/tiny-dev.csv",
        "report.html",
        "model-card/README.md",
        "predictions/tiny-dev.jsonl",
        "predictions/tiny-test.jsonl",
        "figures/learning-curves.png",
        *(
            f"figures/{kind}-tiny-{part}.png"
            for kind in ("confusion", "coverage", "reliability")
            for part in ("dev", "test")
        ),
    }


def test_the_run_record_holds_the_config_and_the_corpora(tiny_project):
    outcome = run("tiny", "seed=5")

    record = read_run(outcome.run_folder)
    assert record.status is RunStatus.FINISHED
    assert record.params["seed"] == 5
    assert [(one.name, one.context.value) for one in record.datasets] == [
        ("tiny-train", "training"),
        ("tiny-dev", "dev"),
        ("tiny-test", "evaluation"),
    ]


def test_an_optional_corpus_that_is_absent_is_named(tiny_project):
    ear = Ear()

    run("floor", ear=ear)

    assert "left out: elsewhere (optional, no file absent.jsonl)" in ear.said


def test_model_and_card_hold_the_figures(tiny_project):
    outcome = run("floor")

    manifest = json.loads((outcome.model_folder / "model.json").read_text("utf-8"))
    card = (outcome.model_folder / "README.md").read_text("utf-8")
    figure = outcome.scores["tiny-test"].macro_f1
    assert manifest["provenance"]["metrics"]["tiny-test.macro_f1"] == pytest.approx(figure)
    assert f"{figure:.3f}" in card


def test_the_model_knows_below_which_confidence_it_is_uncertain(tiny_project):
    sentences = (
        ("rain fell.", making.FACT),
        ("the minister said taxes would rise.", making.OFFICIAL),
    )
    write_corpus([making.make_article(*sentences * 20, id="long")], tiny_project / "dev.jsonl")

    outcome = run("floor")

    manifest = Predictor.load(outcome.model_folder).manifest
    assert manifest.uncertain_below == 0.0  # it is right throughout
    assert "Uncertain below a confidence of 0.000" in (
        outcome.run_folder / "artifacts" / "model-card" / "README.md"
    ).read_text("utf-8")


def test_two_runs_with_one_seed_are_the_same(tiny_project):
    first, second = run("tiny"), run("tiny")

    models = [(one.model_folder / "model.onnx").read_bytes() for one in (first, second)]
    assert models[0] == models[1]


@pytest.mark.parametrize(
    "more", [[], ["training.ema_decay=0.9", "model.sentence_layers=1"]], ids=len
)
def test_a_resumed_run_ends_like_an_uninterrupted_one(tiny_project, more):
    overrides = ["training.epochs=3", "training.patience=3", *more]
    whole = run("tiny", *overrides)
    with pytest.raises(KeyboardInterrupt):
        run("tiny", *overrides, ear=Ear(killed_at_epoch=1))

    resumed = run("tiny", *overrides, resume=True)

    models = [(one.model_folder / "model.onnx").read_bytes() for one in (whole, resumed)]
    assert models[0] == models[1]
    assert resumed.scores == whole.scores


def test_a_finished_run_keeps_no_checkpoints(tiny_project):
    outcome = run("tiny")

    assert not (outcome.run_folder / "checkpoints").exists()


def test_a_damaged_run_does_not_keep_another_from_being_resumed(tiny_project):
    with pytest.raises(KeyboardInterrupt):
        run("tiny", ear=Ear(killed_at_epoch=1))
    damaged = tiny_project / "runs" / "zz-another" / "run.json"
    damaged.parent.mkdir()
    damaged.write_text("{")

    resumed = run("tiny", resume=True)

    assert read_run(resumed.run_folder).status is RunStatus.FINISHED


def test_there_may_be_nothing_to_resume(tiny_project):
    with pytest.raises(RunFolderError, match="no unfinished run of config 'tiny'"):
        run("tiny", resume=True)


def test_a_faulty_corpus_trains_nothing(tiny_project):
    lines = Path("train.jsonl").read_text("utf-8").splitlines()
    broken = json.loads(lines[1])
    broken["sentences"][0]["end"] = 10_000
    Path("train.jsonl").write_text("\n".join([lines[0], json.dumps(broken), "{"]), encoding="utf-8")

    with pytest.raises(CorpusError) as caught:
        run("tiny")

    assert "train.jsonl:2: " in str(caught.value)
    assert "train.jsonl:3: " in str(caught.value)
    assert not Path("runs").exists()


def test_an_article_on_two_sides_is_refused(tiny_project):
    dev = read_corpus([Path("dev.jsonl")])
    write_corpus([*read_corpus([Path("train.jsonl")]), dev[0]], Path("train.jsonl"))

    with pytest.raises(CorpusError, match=dev[0].id):
        run("floor")


def test_a_label_missing_from_training_is_refused(tiny_project):
    write_corpus(
        [making.make_article(("rain fell.", Label.REPORTED_FACT), id="dry")], Path("train.jsonl")
    )

    with pytest.raises(CorpusError, match="no sentence is labelled official_statement"):
        run("floor")


def test_a_model_that_changes_in_export_is_not_written(tiny_project):
    with pytest.raises(ExportError, match="does not agree with the trained one"):
        run("tiny", "export.probability_tolerance=1e-12")

    (folder,) = Path("runs").iterdir()
    assert not (folder / "model").exists()
    assert read_run(folder).status is RunStatus.FAILED


def test_weights_in_codebooks_train_and_predict(tiny_project, monkeypatch):
    monkeypatch.setattr(compress, "_SMALLEST", 1024)  # the tiny encoder has no large matrix

    outcome = run(
        "tiny",
        "export.weights=product-quantization",
        *making.NEAR,
    )

    assert compress.is_product_quantized(outcome.model_folder / "model.onnx")
    assert Predictor.load(outcome.model_folder).predict("the minister said so.").sentences


def test_a_network_that_multiplies_in_integers_trains_with_its_probes_and_predicts(
    tiny_project, monkeypatch
):
    monkeypatch.setattr(integer_products, "_SMALLEST", 1024)  # the tiny encoder has no large matrix

    outcome = run(
        "tiny",
        "export.arithmetic=int8",
        *making.NEAR,
        "mentions.epochs=1",
        "speech.articles=3",
    )

    model = outcome.model_folder / "model.onnx"
    assert integer_products.multiplies_in_integers(model)
    assert outputs_of(model) >= {"mentions", "speech"}
    assert Predictor.load(outcome.model_folder).predict("the minister said so.").sentences
    card = (outcome.model_folder / "README.md").read_text("utf-8")
    assert "Weights are stored as float32, and linear maps multiply in 8-bit integers" in card


def test_eight_bit_weights_train_and_predict(tiny_project):
    outcome = run(
        "tiny",
        "export.weights=int8",
        "export.probability_tolerance=0.2",
        "export.label_agreement=0.5",
    )

    assert Predictor.load(outcome.model_folder).predict("rain fell.").sentences


def test_a_model_that_has_only_been_trained_is_not_the_default(tiny_project):
    run("floor")

    assert Predictor.load().is_bundled


def test_a_model_folder_can_be_moved(tiny_project):
    outcome = run("floor")
    moved = shutil.move(outcome.model_folder, "elsewhere")

    assert Predictor.load(moved).predict("rain fell.").sentences[0].label is Label.REPORTED_FACT


def test_articles_can_be_shown_more_often(tiny_project):
    once, more = Ear(), Ear()
    config = load_config(Path("tiny.yaml"))
    files = config.data.train[0].files

    run("tiny", ear=once)
    run("tiny", f"data.train=[{{name: tiny-train, files: {files}, repeat: 2}}]", ear=more)

    assert more.fitted[-1].n_steps > once.fitted[-1].n_steps


def test_only_named_parts_of_dev_set_the_temperature(tiny_project):
    relabelled = [
        replace(
            article,
            id=f"{article.id}-wrong",
            text=f"{article.text} ",
            speakers=(),
            sentences=tuple(
                replace(one, label=Label.REPORTED_FACT, speaker=None, source=None, cue=None)
                for one in article.sentences
            ),
        )
        for article in read_corpus([Path("dev.jsonl")])
    ]
    write_corpus(relabelled, Path("wrong.jsonl"))
    dev = "data.dev=[{name: right, files: dev.jsonl}, {name: wrong, files: wrong.jsonl}]"

    right, both, wrong = (
        Predictor.load(run("floor", dev, *more).model_folder).manifest.temperature
        for more in (["data.calibrate_on=[right]"], [], ["data.calibrate_on=[wrong]"])
    )

    assert right < both < wrong


def test_answers_are_less_sure_by_what_outlets_never_learnt_from_ask_for(tiny_project):
    surprising = [
        replace(
            one,
            id=f"{one.id}-elsewhere",
            text=one.text.replace("e", "o"),
            speakers=(),
            sentences=tuple(
                replace(each, label=Label.REPORTED_FACT, speaker=None, source=None, cue=None)
                for each in one.sentences
            ),
        )
        for one in read_corpus([Path("dev.jsonl")])
    ]
    write_corpus(surprising, Path("elsewhere.jsonl"))
    sets = "data.evaluation=[{name: elsewhere, files: elsewhere.jsonl}]"

    own, softened = (
        Predictor.load(run("floor", sets, *more).model_folder).manifest.unseen_temperature
        for more in ([], ["data.unseen_outlets=[elsewhere]"])
    )

    assert own == 1
    assert softened > 1
