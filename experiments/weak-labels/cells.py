"""One training: its articles written down, its run kept, its scores added to results.json."""

import json
from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree

from articles import OUT, SETS, few_dev_articles

from stance.article import Article
from stance.config import RunConfig, load_config
from stance.corpus.writing import write_corpus
from stance.files import write_whole
from stance.pipeline.train.train import Listener, train
from stance.run_record.values import RunStatus, read_run

HERE = Path(__file__).parent
_RESULTS = HERE / "results.json"
#: Every training sees so many articles in all, one after another, within the bounds of epochs.
_ARTICLES_SEEN = 450
_MIN_EPOCHS, _MAX_EPOCHS = 2, 12


def results() -> dict[str, dict[str, object]]:
    """Give what was measured so far, by experiment."""
    return json.loads(_RESULTS.read_text("utf-8")) if _RESULTS.exists() else {}


def keep(experiment: str, name: str, figures: object) -> None:
    """Add figures to results.json at once, so that a restart need not measure them again."""
    found = results()
    found.setdefault(experiment, {})[name] = figures
    write_whole(json.dumps(found, indent=1, sort_keys=True) + "\n", _RESULTS)


def run_cell(experiment: str, name: str, *, articles: Sequence[Article], seed: int) -> None:
    """Train on some articles and keep the scores; what was measured is skipped.

    Args:
        experiment: Where in results.json the scores go.
        name: Of the cell, without the seed.
        articles: Learnt from; a sentence with probabilities is learnt as a distribution.
        seed: Of the training.
    """
    cell = f"{name}-{seed}"
    if cell in results().get(experiment, {}):
        return
    print(f"── {experiment}: {cell}, {len(articles)} articles", flush=True)
    runs = OUT / experiment / cell
    states = [read_run(path.parent).status for path in runs.glob("*/run.json")]
    resume = bool(states) and RunStatus.FINISHED not in states
    if not resume:
        rmtree(runs, ignore_errors=True)  # measured, but killed before it was kept
    config = _config(cell, articles=articles, seed=seed, folder=runs)
    listener = Listener(
        say=lambda text: print(text, flush=True),
        fitting=lambda step: step.dev_macro_f1 and print(step, flush=True),
        evaluating=lambda *_: None,
    )
    outcome = train(config, listener=listener, resume=resume, runs=runs)
    figures = {
        key: figure
        for part in SETS
        for key, figure in outcome.scores[part.name].to_metrics(part.name).items()
    }
    keep(experiment, cell, figures)
    rmtree(outcome.model_folder)  # 90 MB each


def _config(cell: str, *, articles: Sequence[Article], seed: int, folder: Path) -> RunConfig:
    train_file, dev_file = folder / "train.jsonl", folder.parent / "dev.jsonl"
    write_corpus(articles, train_file)
    write_corpus(few_dev_articles(), dev_file)
    epochs = min(_MAX_EPOCHS, max(_MIN_EPOCHS, round(_ARTICLES_SEEN / len(articles))))
    evaluation = ", ".join(part.model_dump_json(exclude_none=True) for part in SETS)
    return load_config(
        Path("configs/weak.yaml"),
        overrides=[
            f"name={cell}",
            f"seed={seed}",
            f"data.train=[{{name: train, files: {train_file}}}]",
            f"data.dev=[{{name: dev, files: {dev_file}}}]",
            f"data.evaluation=[{evaluation}]",
            "model.window={max_tokens: 384, overlap_tokens: 64}",
            f"training.epochs={epochs}",
            "tracking.enabled=false",
        ],
    )
