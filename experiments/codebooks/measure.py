"""Store a model's weights in codebooks, a kind of matrix at a time: how far do its answers move?"""

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from stance.article import Article
from stance.config import load_config
from stance.corpus.reading import read_corpus
from stance.pipeline.loading import load_data
from stance.pipeline.model_folder import write_manifest
from stance.pipeline.weights import coding_windows
from stance.prediction.manifest import NetworkSettings, describe_file, read_manifest
from stance.prediction.network_scorer import TOKENIZER_FILE
from stance.prediction.onnx_model import MODEL_FILE
from stance.prediction.predictor import Predictor
from stance.prediction.scores import ScoredSentence
from stance.training.codebooks import Lengths, compress_into_codebooks
from stance.training.compressing import restore_weights
from stance.training.examples import make_examples
from stance.training.exporting import Inputs

CONFIG = Path("configs/release.yaml")
CALIBRATED_ON = 120  # articles of training whose windows tell which weights matter
NOTHING: dict[str, int | None] = dict.fromkeys(
    ("square", "widening", "narrowing", "late", "tables")
)
ROWS = {
    **{
        f"{kind}, {length} to a byte": Lengths(**{**NOTHING, kind: length})
        for kind in ("square", "widening", "narrowing")
        for length in (3, 4)
    },
    "tables, 4 to a byte": Lengths(**{**NOTHING, "tables": 4}, unread=4),
    "tables, 2, unread 6": Lengths(**{**NOTHING, "tables": 2}),
    "3, 4, 3 and 4": Lengths(widening=4, tables=4, unread=4, late=None),
    "2, 4, 4 and 6": Lengths(square=2, widening=4, narrowing=4, tables=6, late=None),
    "3, 3, 4 and 4": Lengths(narrowing=4, tables=4, unread=4, late=None),
    "3; late and tables 4": Lengths(tables=4, unread=4),
    "3, late 4; 2, unread 6: today": Lengths(),
}


def main() -> None:
    """Print one row for each choice of lengths."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="folder of a network in float32 or 8 bits")
    parser.add_argument("corpora", nargs="+", type=Path, help="JSONL files to read with it")
    options = parser.parse_args()
    articles = read_corpus(options.corpora)
    wanted = scored(Predictor.load(options.model), articles)
    windows = training_windows(options.model)
    print(f"{'weights in codes':28} {'MB':>6} {'divergence':>10} {'labels':>7} {'spans':>7}")
    for name, lengths in ROWS.items():
        with tempfile.TemporaryDirectory() as place:
            folder = stored(options.model, Path(place), lengths=lengths, windows=windows)
            size = (folder / MODEL_FILE).stat().st_size / 1e6
            figures = compared(wanted, scored(Predictor.load(folder), articles))
        print(f"{name:28} {size:6.1f} {figures}", flush=True)


def training_windows(model: Path) -> Sequence[Inputs]:
    """Give the windows that tell which weights matter."""
    config = load_config(CONFIG)
    articles = load_data(config, say=print).train_articles
    settings = read_manifest(model).settings
    assert isinstance(settings, NetworkSettings)
    step = max(1, len(articles) // CALIBRATED_ON)
    examples = make_examples(
        articles[::step],
        tokenizer=Tokenizer.from_file(str(model / TOKENIZER_FILE)),
        settings=settings,
        decided_only=False,
    )
    return coding_windows(examples, seed=config.seed)


def stored(model: Path, place: Path, *, lengths: Lengths, windows: Sequence[Inputs]) -> Path:
    """Copy a model with its weights in codebooks."""
    folder = place / "model"
    shutil.copytree(model, folder)
    restore_weights(folder / MODEL_FILE)
    compress_into_codebooks(folder / MODEL_FILE, windows=windows, lengths=lengths)
    manifest = read_manifest(folder)
    files = {**manifest.files, MODEL_FILE: describe_file(folder / MODEL_FILE)}
    write_manifest(folder, manifest.model_copy(update={"files": files}))
    return folder


def scored(predictor: Predictor, articles: Sequence[Article]) -> list[ScoredSentence]:
    """Give what a model says of all sentences, at their gold spans."""
    return [one for article in articles for one in predictor.score(article)]


def compared(wanted: Sequence[ScoredSentence], found: Sequence[ScoredSentence]) -> str:
    """Give mean Kullback–Leibler divergence, share of labels, and share of sources and cues."""
    ours, theirs = (np.array([one.log_probabilities for one in part]) for part in (wanted, found))
    divergence = (np.exp(ours) * (ours - theirs)).sum(-1).mean()
    labels = (ours.argmax(-1) == theirs.argmax(-1)).mean()
    spans = [
        before == after
        for one, other in zip(wanted, found, strict=True)
        for before, after in ((one.source, other.source), (one.cue, other.cue))
        if before or after
    ]
    return f"{divergence:10.4f} {labels:7.1%} {np.mean(spans):7.1%}"


if __name__ == "__main__":
    main()
