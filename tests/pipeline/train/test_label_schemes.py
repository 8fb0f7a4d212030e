"""The two shown schemes, from their configs to a model, its figures and its predictions."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import pytest
import yaml

from stance.article import Article
from stance.config import load_config, load_scheme
from stance.corpus.reading import read_corpus
from stance.corpus.writing import write_corpus
from stance.errors import ArtifactError, CorpusError, RunFolderError
from stance.evaluation.tables import to_markdown
from stance.parts import Sentence
from stance.pipeline.evaluate.compare import compare
from stance.pipeline.evaluate.evaluate import evaluate
from stance.pipeline.model.export import export_small
from stance.pipeline.series.variants import folds
from stance.pipeline.train.data import load_run_data
from stance.pipeline.train.train import Listener, train
from stance.prediction.predictor import Predictor
from stance.schemes import LabelMeaning, LabelScheme

ROOT = Path(__file__).parents[3]
NAMES = ("two-labels", "roles")
BASELINE = ("model.kind=baseline", "baseline.min_count=1")
TEXT = "The bridge was closed. It will open soon, said Irma Katz, a professor of engineering."


@pytest.fixture
def project(tmp_path, monkeypatch, encoder_with_tokenizer):
    """A working folder with the shipped configs of other schemes, on a tiny encoder."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "data" / "examples", tmp_path / "data" / "examples")
    shutil.copytree(ROOT / "configs" / "schemes", tmp_path / "configs" / "schemes")
    for name in NAMES:
        config = yaml.safe_load((ROOT / "configs" / f"{name}.yaml").read_text("utf-8"))
        config["model"] |= {
            "encoder": str(encoder_with_tokenizer),
            "window": {"max_tokens": 48, "overlap_tokens": 12},
        }
        config["training"] |= {"epochs": 1, "precision": "float32"}
        config["tracking"] = {"enabled": False}
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return tmp_path


def run(name, *overrides, say=lambda _: None, **options):
    listener = Listener(say=say, fitting=lambda _: None, evaluating=lambda *_: None)
    config = load_config(Path(f"{name}.yaml"), overrides=overrides)
    return train(config, listener=listener, **options)


def corpus(name):
    return Path(f"data/examples/{name}-dev.jsonl")


def scheme_of(name):
    return load_scheme(Path(f"configs/schemes/{name}.yaml"))


def change_manifest(model, change):
    path = model / "model.json"
    fields = json.loads(path.read_text("utf-8"))
    change(fields)
    path.write_text(json.dumps(fields), encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_baseline_learns_the_labels_of_any_scheme(project, name):
    outcome = run(name, *BASELINE)

    predictor = Predictor.load(outcome.model_folder)
    article = predictor.predict(TEXT)
    assert predictor.manifest.label_scheme == article.scheme == scheme_of(name)
    assert all(sum(one.probabilities.values()) == pytest.approx(1) for one in article.sentences)
    assert tuple(article.sentences[0].probabilities) == scheme_of(name).names
    assert Article.from_json(article.to_json(), scheme=article.scheme).sentences == (
        article.sentences
    )
    assert tuple(outcome.scores[f"{name}-dev"].labels) == scheme_of(name).names


def test_a_baseline_of_two_labels_is_better_than_chance(project):
    outcome = run("two-labels", *BASELINE)

    assert outcome.scores["two-labels-dev"].macro_f1 > 0.7


def test_a_network_of_another_scheme_is_trained_exported_measured_and_made_smaller(project):
    outcome = run("roles")

    evaluation = evaluate(outcome.model_folder, [corpus("roles")])
    smaller = export_small(
        outcome.model_folder,
        Path("smaller"),
        corpora=[corpus("roles")],
        probability_tolerance=1.0,
        label_agreement=0.0,
    )
    measured = evaluation.reports["roles-dev"].scores
    assert measured.macro_f1 == pytest.approx(outcome.scores["roles-dev"].macro_f1)
    assert len(measured.labels) == len(measured.confusion) == 8
    assert Predictor.load(smaller.folder).manifest.label_scheme == scheme_of("roles")
    assert (outcome.run_folder / "artifacts" / "figures" / "confusion-roles-dev.png").exists()


def test_without_kinds_their_accuracy_is_not_measured(project):
    outcome = run("roles", *BASELINE)

    metrics = outcome.scores["roles-dev"].to_metrics("dev")
    assert "dev.speaker_kind_accuracy" not in metrics
    assert "dev.other_as_fact" not in metrics
    assert "dev.f1.main_event" in metrics


def test_the_card_says_what_the_labels_mean(project):
    outcome = run("two-labels", *BASELINE)

    card = (outcome.model_folder / "README.md").read_text("utf-8")
    assert "as speech or own voice, and names its speaker" in card
    assert "* `speech` (attributed): Somebody's words" in card
    assert "Wikinews" not in card


def test_runs_of_one_scheme_compare_and_of_two_do_not(project):
    first, second, other = (
        run(name, *BASELINE, f"seed={seed}").run_folder
        for name, seed in (("roles", 1), ("roles", 2), ("two-labels", 1))
    )

    comparison = compare((str(first), str(second)))

    assert list(comparison.sets) == ["roles-dev"]
    with pytest.raises(ValueError, match=r"scheme roles \(main_event, .* two-labels \(speech,"):
        compare((str(first), str(other)))


def test_a_corpus_of_another_scheme_is_refused_by_its_labels(project):
    outcome = run("two-labels", *BASELINE)

    with pytest.raises(
        CorpusError,
        match=r"its labels \(main_event, .*\) are none of the scheme two-labels \(speech, own ",
    ):
        evaluate(outcome.model_folder, [corpus("roles")])


def test_a_corpus_is_not_read_by_the_labels_of_news(project):
    with pytest.raises(CorpusError, match=r"\(own voice, speech\) are none of the scheme news \("):
        read_corpus([corpus("two-labels")])


def test_one_label_that_is_not_in_the_scheme_is_told_by_line_and_nearest_name(project):
    lines = corpus("roles").read_text("utf-8").replace("main_event", "man_event", 1)
    corpus("roles").write_text(lines, encoding="utf-8")

    with pytest.raises(
        CorpusError,
        match=r"roles-dev\.jsonl:1: sentences\.0\.label: 'man_event' is not a label of the scheme "
        r"'roles'; did you mean 'main_event'\?",
    ):
        run("roles", *BASELINE)


def test_a_run_is_resumed_by_its_own_scheme_alone(project):
    def stop(_):
        raise RuntimeError("stopped")

    file = Path("configs/schemes/roles.yaml")
    text = file.read_text("utf-8")
    with pytest.raises(RuntimeError, match="stopped"):
        run("roles", *BASELINE, say=stop)
    file.write_text(text.replace("anecdotal_event", "anecdote"), encoding="utf-8")
    for path in Path("data/examples").glob("roles-*.jsonl"):
        lines = path.read_text("utf-8").replace("anecdotal_event", "anecdote")
        path.write_text(lines, encoding="utf-8")

    with pytest.raises(
        RunFolderError, match="no unfinished run of config 'roles' with the same values"
    ):
        run("roles", *BASELINE, resume=True)


def test_a_model_of_more_labels_than_its_network_scores_is_refused(project):
    model = run("roles").model_folder

    def forget_one(fields):
        fields["labels"].pop()
        fields["scheme"]["labels"].pop()

    change_manifest(model, forget_one)

    with pytest.raises(ArtifactError, match=r"model\.onnx"):
        Predictor.load(model)


def test_a_model_whose_scheme_has_other_labels_is_refused(project):
    model = run("two-labels", *BASELINE).model_folder
    change_manifest(model, lambda fields: fields["scheme"]["labels"].reverse())

    with pytest.raises(
        ArtifactError,
        match=r"its labels are speech, own voice, not those of the scheme two-labels \(own voice,",
    ):
        Predictor.load(model)


def test_a_scheme_in_a_model_that_does_not_hold_together_is_refused(project):
    model = run("two-labels", *BASELINE).model_folder
    change_manifest(model, lambda fields: fields["scheme"].update(outlet="nobody"))

    with pytest.raises(
        ArtifactError, match=r"model\.json is damaged: scheme: .*outlet is 'nobody'"
    ):
        Predictor.load(model)


def test_folds_keep_the_scheme(project):
    config = load_config(Path("two-labels.yaml"), overrides=BASELINE)
    data = load_run_data(config.data)

    variants = folds(2).variants(config, data)

    assert {one.data.scheme for one in variants} == {data.scheme} == {scheme_of("two-labels")}


def test_twenty_labels_are_learnt_and_shown(project):
    names = [f"label {number}" for number in range(20)]
    scheme = LabelScheme(
        name="many", outlet=names[0], labels=tuple(LabelMeaning(name=name) for name in names)
    )
    for side in ("train", "dev"):
        texts = [f"Word{number} came ({side})." for number in range(20)]
        articles = [
            Article(
                text=text,
                sentences=(Sentence(start=0, end=len(text), label=name),),
                scheme=scheme,
            )
            for text, name in zip(texts, names, strict=True)
        ]
        write_corpus(articles, Path(f"many-{side}.jsonl"))
    config = yaml.safe_load(Path("roles.yaml").read_text("utf-8"))
    config["name"] = "many"
    config["data"] = {
        "scheme": asdict(scheme),
        "train": [{"name": "many-train", "files": "many-train.jsonl"}],
        "dev": [{"name": "many-dev", "files": "many-dev.jsonl"}],
    }
    Path("many.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")

    outcome = run("many", *BASELINE)

    assert outcome.scores["many-dev"].accuracy == 1.0
    table = to_markdown(outcome.scores)
    assert "| label | 1 | 2 | 3 |" in table
    assert "| 20 label 19 | 0 |" in table


@pytest.mark.parametrize("setting", ["training.distill_from", "training.start"])
def test_a_model_of_other_labels_is_told_before_a_run_is_made(project, setting):
    model = run("roles", *BASELINE).model_folder
    before = sorted(Path("runs").iterdir())

    with pytest.raises(ValueError, match=f"{setting} has the labels .* name a model that"):
        run("two-labels", f"{setting}={model}")

    assert sorted(Path("runs").iterdir()) == before
