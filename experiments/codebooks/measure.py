"""Quantize a model's weights, a kind of matrix at a time: how far do its answers move?"""

import argparse
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from torch import Tensor

from stance.article import Article
from stance.config import load_config
from stance.corpus.reading import read_corpus
from stance.pipeline.model.folder import write_manifest
from stance.pipeline.model.weights import Reading, gradients_on_dev
from stance.pipeline.train.network import make_network
from stance.pipeline.train.readiness import load_data
from stance.pipeline.train.starting import start_from
from stance.prediction.manifest import NetworkSettings, describe_file, read_manifest
from stance.prediction.network_scorer import TOKENIZER_FILE
from stance.prediction.onnx_model import MODEL_FILE
from stance.prediction.predictor import Predictor
from stance.prediction.scores import ScoredSentence
from stance.training.compression.compress import Lengths, Residuals, product_quantize
from stance.training.compression.eight_bits import restore_weights
from stance.training.export.exporting import Inputs

CONFIG = Path("configs/release.yaml")
NOTHING: dict[str, int | None] = dict.fromkeys(
    ("square", "widening", "narrowing", "late", "tables")
)
#: Lengths, and bytes for the residuals of linear maps.
ROWS = {
    "attention, 3 to a byte": (Lengths(**{**NOTHING, "square": 3}), 0),
    "into the wide states, 3": (Lengths(**{**NOTHING, "widening": 3}), 0),
    "out of them, 3": (Lengths(**{**NOTHING, "narrowing": 3}), 0),
    "words, 2, unread 6": (Lengths(**{**NOTHING, "tables": 2}), 0),
    "all maps 4": (Lengths(square=4, widening=4, narrowing=4), 0),
    "today": (Lengths(), 0),
    "today, and 0.35 MB": (Lengths(), 350_000),
    "today, and 0.7 MB": (Lengths(), 700_000),
    "today, and 1.38 MB": (Lengths(), 1_380_000),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is known before weights are quantized."""

    windows: Sequence[Inputs]
    gradients: Mapping[str, Tensor]


def main() -> None:
    """Print one row for each way to store them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="folder of a network in float32 or 8 bits")
    parser.add_argument("corpora", nargs="+", type=Path, help="JSONL files to read with it")
    parser.add_argument("--only", help="rows whose names hold this", default="")
    options = parser.parse_args()
    articles = read_corpus(options.corpora)
    wanted = scored(Predictor.load(options.model), articles)
    told = tell(options.model)
    print(f"{'weights in codes':28} {'MB':>6} {'divergence':>10} {'labels':>7} {'spans':>7}")
    for name, (lengths, n_bytes) in ROWS.items():
        if options.only not in name:
            continue
        with tempfile.TemporaryDirectory() as place:
            folder = stored(options.model, Path(place), lengths=lengths, n_bytes=n_bytes, told=told)
            size = (folder / MODEL_FILE).stat().st_size / 1e6
            figures = compared(wanted, scored(Predictor.load(folder), articles))
        print(f"{name:28} {size:6.1f} {figures}", flush=True)


def tell(model: Path) -> Told:
    """Read what tells which weights and which answers matter."""
    config = load_config(CONFIG)
    data = load_data(config, say=print)
    settings = read_manifest(model).settings
    assert isinstance(settings, NetworkSettings)
    tokenizer = Tokenizer.from_file(str(model / TOKENIZER_FILE))
    reading = Reading(data=data, tokenizer=tokenizer, settings=settings, seed=config.seed)
    network = make_network(config, n_labels=len(data.scheme.names), seed=config.seed)
    start_from(network, str(model))
    return Told(
        windows=reading.calibration_windows,
        gradients=gradients_on_dev(network, reading, report=lambda _done, _total: None),
    )


def stored(model: Path, place: Path, *, lengths: Lengths, n_bytes: int, told: Told) -> Path:
    """Copy a model with its weights by product quantization."""
    folder = place / "model"
    shutil.copytree(model, folder)
    restore_weights(folder / MODEL_FILE)
    product_quantize(
        folder / MODEL_FILE,
        windows=told.windows,
        lengths=lengths,
        residuals=Residuals(gradients=told.gradients, n_bytes=n_bytes),
    )
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
