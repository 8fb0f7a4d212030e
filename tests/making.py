"""Factories: small articles, a tiny tokenizer, a tiny encoder, and model folders made of them."""

import json
import os
import string
from dataclasses import replace
from hashlib import sha256
from itertools import accumulate

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from stance.article import Article
from stance.labels import KIND_OF_LABEL, LABELS, Label
from stance.parts import Sentence, Span, Speaker
from stance.prediction.manifest import (
    BaselineSettings,
    Manifest,
    NetworkSettings,
    describe_file,
)
from stance.run_record.values import DatasetContext, DatasetUse

OFFICIAL, EXPERT, FACT = LABELS
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
WORDS = ("the", "minister", "said", "professor", "argued", "rain", "fell", "taxes", "would", "rise")


def make_tokenizer():
    """A WordPiece tokenizer of letters, digits, marks and ten words; lower case."""
    marks = [*string.ascii_lowercase, *string.digits, *".,:;!?\"'“”’()-–éü"]
    vocabulary = [*SPECIAL, *marks, *(f"##{mark}" for mark in marks), *WORDS]
    ids = {token: index for index, token in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(strip_accents=False, lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def make_settings(**changes):
    """How the tiny encoder is fed: windows of 32 tokens, of which 8 overlap."""
    fields = {
        "max_tokens": 32,
        "overlap_tokens": 8,
        "vocabulary_size": make_tokenizer().get_vocab_size(),
        "start_id": 2,
        "end_id": 3,
        "unknown_id": 1,
    }
    return NetworkSettings(**fields | changes)


def make_dataset(name="originals-train", **changes):
    """What a run's record says of a part of a corpus."""
    fields = {
        "name": name,
        "digest": "d" * 64,
        "context": DatasetContext.TRAINING,
        "n_articles": 3,
        "n_sentences": 40,
        "source": "data/originals/*.jsonl",
    }
    return DatasetUse(**fields | changes)


#: The section of a config that learns from ``train.jsonl`` and chooses by ``dev.jsonl``.
TINY_DATA = {
    "train": [{"name": "tiny-train", "files": "train.jsonl"}],
    "dev": [{"name": "tiny-dev", "files": "dev.jsonl"}],
}
#: Overrides of a config for exports that answer a little otherwise.
NEAR = ("export.probability_tolerance=0.5", "export.label_agreement=0.5")


def closed_pipe():
    """Standard output whose reader has gone, as after ``| head``."""
    reader, writer = os.pipe()
    os.close(reader)
    return os.fdopen(writer, "w", encoding="utf-8")


def make_article(*sentences, id=""):
    """An article of ``(text, label)`` or ``(text, label, source, cue)`` with the words of spans."""
    texts = [text for text, *_ in sentences]
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    built = [
        make_sentence(*sentence, start=start)
        for sentence, start in zip(sentences, starts, strict=False)
    ]
    labels = {one.speaker: one.label for one in built if one.speaker}
    return Article(
        text=" ".join(texts),
        sentences=tuple(built),
        speakers=tuple(
            Speaker(id=name, name=name, kind=KIND_OF_LABEL[label]) for name, label in labels.items()
        ),
        id=id,
    )


def make_sentence(text, label, source=None, cue=None, *, start=0):
    def place(words):
        return None if words is None else Span(at := start + text.index(words), at + len(words))

    return Sentence(
        start=start,
        end=start + len(text),
        label=label,
        speaker=source,
        source=place(source),
        cue=place(cue),
    )


def make_news(n, *, seed=0):
    """Articles that a tiny network can learn: the first words give the label away."""
    generator = np.random.default_rng(seed)
    kinds = (
        ("the minister said taxes would rise.", OFFICIAL, "the minister", "said"),
        ("the professor argued taxes would rise.", EXPERT, "the professor", "argued"),
        ("rain fell.", FACT),
    )
    return [
        make_article(*(kinds[i % 3] for i in generator.permutation(6)), id=f"news-{seed}-{at}")
        for at in range(n)
    ]


def make_encoder(folder, *, seed=0):
    """Save a random BERT of two layers, 32 wide; returns its folder."""
    import torch
    from transformers import BertConfig, BertModel

    torch.set_num_threads(1)  # more only get in each other's way on something so small
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=make_tokenizer().get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder)
    return folder


def save_tokenizer(folder):
    """Put the tiny tokenizer into an encoder's folder, so that a config can name the folder."""
    from transformers import PreTrainedTokenizerFast

    names = dict(zip(("pad", "unk", "cls", "sep", "mask"), SPECIAL, strict=True))
    PreTrainedTokenizerFast(
        tokenizer_object=make_tokenizer(),
        **{f"{name}_token": token for name, token in names.items()},
    ).save_pretrained(folder)


def make_network(encoder, *, seed=0, dropout=0.0, freeze_word_embeddings=True, **layers):
    from stance.network import build_network

    return build_network(
        encoder,
        n_labels=3,
        dropout=dropout,
        freeze_word_embeddings=freeze_word_embeddings,
        seed=seed,
        **layers,
    )


def write_model(folder, encoder):
    """Write a network's folder; its answers are random, but well apart from each other."""
    import torch

    from stance.training.export.exporting import export_onnx

    network = make_network(encoder)
    with torch.no_grad():
        network.label_head.weight.mul_(20.0)
        network.tag_head.weight.mul_(20.0)
    export_onnx(network, folder / "model.onnx")
    (folder / "tokenizer.json").write_text(make_tokenizer().to_str(), encoding="utf-8")
    write_manifest(folder, make_settings())
    return folder


def make_windows(articles, *, decided_only=True):
    """Windows of articles, as the tiny encoder is fed with them."""
    from stance.training.fitting.examples import make_examples

    return make_examples(
        articles,
        tokenizer=make_tokenizer(),
        settings=make_settings(),
        decided_only=decided_only,
    )


def write_manifest(folder, settings, **changes):
    """Describe all files of a folder in its ``model.json``."""
    files = [path for path in folder.iterdir() if path.name != "model.json"]
    fields = {
        "name": "tiny",
        "created": "2026-01-01T00:00:00+00:00",
        "stance_version": "0.1.0",
        "labels": tuple(label.value for label in LABELS),
        "temperature": 1.0,
        "settings": settings,
        "files": {path.name: describe_file(path) for path in files},
    }
    manifest = Manifest(**fields | changes)
    (folder / "model.json").write_text(manifest.to_json(), encoding="utf-8")
    return manifest


def write_baseline(folder, *, terms=("minister", "professor", "said"), weights=None, **changes):
    """Write a baseline's folder; by default "minister" is official and "professor" an expert."""
    folder.mkdir(parents=True, exist_ok=True)
    if weights is None:
        weights = np.zeros((len(LABELS) + 1, len(terms) + 1))
        weights[0, 0] = weights[1, 1] = 4.0
        weights[-1, :-1] = 1.0
        weights[2, -1] = 1.0
    (folder / "terms.json").write_text(json.dumps(list(terms)), encoding="utf-8")
    with (folder / "weights.npy").open("wb") as file:
        np.save(file, weights, allow_pickle=False)
    settings = BaselineSettings(neighbours=0, max_ngram=1, n_terms=len(terms))
    write_manifest(folder, settings, **changes)
    return folder


def replace_file(folder, name, content):
    """Put other bytes into a model folder, and make ``model.json`` vouch for them."""
    (folder / name).write_bytes(content)
    path = folder / "model.json"
    fields = json.loads(path.read_text("utf-8"))
    entry = {"n_bytes": len(content), "sha256": sha256(content).hexdigest()}
    fields["files"][name] = entry
    path.write_text(json.dumps(fields), encoding="utf-8")


def change_manifest(folder, change):
    """Let ``change`` alter the fields of a folder's ``model.json``."""
    path = folder / "model.json"
    fields = json.loads(path.read_text("utf-8"))
    change(fields)
    path.write_text(json.dumps(fields), encoding="utf-8")


def label_of(article, index=0) -> Label:
    return article.sentences[index].label


def fit_arguments(training, *, folder, padding_id=0, hardware=None, seed=1):
    """How a test fits a network: on the processor, in float32, unless it says otherwise."""
    from stance.config import Precision
    from stance.training.fitting.fitting import FitArguments
    from stance.training.fitting.hardware import Hardware

    return FitArguments(
        training=training,
        hardware=hardware or Hardware(use_cuda=False, precision=Precision.FLOAT32),
        seed=seed,
        padding_id=padding_id,
        folder=folder,
    )


def scores_with(scores, **values):
    """Scores of which some measures have another value."""
    changed = {name: replace(scores.estimates[name], value=one) for name, one in values.items()}
    return replace(scores, estimates={**scores.estimates, **changed})
