from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from tokenizers import Regex
from tokenizers.pre_tokenizers import Split
from torch import nn

import making
from families import FAMILIES, MAX_POSITIONS, TEXT, make_bytes_tokenizer, make_family
from stance.article import Article
from stance.config import TrainingSection
from stance.errors import ArtifactError, StanceError
from stance.labels import LABELS
from stance.network import StanceNetwork, build_network
from stance.parts import Sentence
from stance.prediction.manifest import NetworkSettings
from stance.prediction.predictor import Predictor
from stance.training.encoders.locating import locate_encoder
from stance.training.encoders.tokenizer import check_window, load_tokenizer
from stance.training.export.exporting import export_onnx, measure_parity
from stance.training.export.restoring import restore
from stance.training.fitting.examples import Example, make_examples
from stance.training.fitting.fitting import FitResult, fit
from stance.training.fitting.objective import pad_windows

#: An export takes seconds, and tests of prediction export a BERT anyway.
QUICK = {"roberta", "mpnet", "modernbert"}
#: Families whose exports fold weights, or hold linear maps that no bias names.
NOT_RESTORED = ("modernbert", "deberta-v2")
EXPORTED = [pytest.param(one, marks=[pytest.mark.slow] * (one not in QUICK)) for one in FAMILIES]


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """A network that has learnt the labels of one article, and its model folder."""

    family: str
    network: StanceNetwork
    result: FitResult
    windows: list[Example]
    folder: Path


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A folder for each family; tests only read them."""
    return {one: make_family(one, tmp_path_factory.mktemp(one)) for one in FAMILIES}


def make_article():
    text, at, sentences = " ".join(TEXT), 0, []
    for label, sentence in zip(LABELS, TEXT, strict=True):
        sentences.append(Sentence(start=at, end=at + len(sentence), label=label))
        at += len(sentence) + 1
    return Article(text=text, sentences=tuple(sentences))


def make_settings(tokenizer):
    return NetworkSettings(
        max_tokens=MAX_POSITIONS,
        overlap_tokens=4,
        vocabulary_size=tokenizer.vocabulary_size,
        start_id=tokenizer.start_id,
        end_id=tokenizer.end_id,
        unknown_id=tokenizer.unknown_id,
    )


def make_windows(tokenizer):
    return make_examples(
        [make_article()],
        tokenizer=tokenizer.tokenizer,
        settings=make_settings(tokenizer),
        decided_only=True,
    )


def train(network, windows, *, padding_id, folder):
    training = TrainingSection(
        epochs=8,
        batch_windows=4,
        learning_rate=2e-3,
        head_learning_rate=2e-2,
        weight_decay=0.0,
        tag_loss_weight=0.0,
        patience=8,
    )
    arguments = making.fit_arguments(training, padding_id=padding_id, folder=folder)
    return fit(network, windows * 20, dev=windows, arguments=arguments)


@pytest.fixture(scope="module", params=EXPORTED)
def shipped(request, folders, tmp_path_factory):
    """A network of each family through training and export."""
    tokenizer = load_tokenizer(folders[request.param])
    windows = make_windows(tokenizer)
    network = build(folders[request.param], dropout=0.0)
    result = train(
        network, windows, padding_id=tokenizer.padding_id, folder=tmp_path_factory.mktemp("fit")
    )
    folder = tmp_path_factory.mktemp("model")
    export_onnx(network, folder / "model.onnx")
    (folder / "tokenizer.json").write_text(tokenizer.tokenizer.to_str(), encoding="utf-8")
    making.write_manifest(folder, make_settings(tokenizer))
    return Shipped(
        family=request.param, network=network, result=result, windows=windows, folder=folder
    )


def build(folder, *, dropout=0.1):
    return build_network(
        folder,
        n_labels=3,
        dropout=dropout,
        freeze_word_embeddings=True,
        seed=1,
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_is_accepted_as_a_folder(folders, family):
    found = locate_encoder(str(folders[family]))

    assert found == folders[family]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_special_tokens_are_those_of_the_family(folders, family):
    tokenizer = load_tokenizer(folders[family])

    ids = (tokenizer.start_id, tokenizer.end_id, tokenizer.unknown_id, tokenizer.padding_id)
    assert [tokenizer.tokenizer.id_to_token(one) for one in ids] == {
        "bert": ["[CLS]", "[SEP]", "[UNK]", "[PAD]"],
        "roberta": ["<s>", "</s>", "<unk>", "<pad>"],
        "mpnet": ["<s>", "</s>", "[UNK]", "<pad>"],
        "modernbert": ["<s>", "</s>", "<mask>", "<pad>"],  # ours has no unknown token
        "xlm-roberta": ["<s>", "</s>", "<unk>", "<pad>"],
        "deberta-v2": ["[CLS]", "[SEP]", "[UNK]", "[PAD]"],
        "deberta-v3": ["[CLS]", "[SEP]", "[UNK]", "[PAD]"],
    }[family]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_longest_window_that_is_allowed_is_one_that_the_encoder_takes(folders, family):
    tokenizer = load_tokenizer(folders[family])
    length = tokenizer.max_positions
    ids = torch.full((1, length), tokenizer.unknown_id)

    labels, _ = build(folders[family]).eval()(
        ids, torch.ones_like(ids), torch.full((1, 1, length), 1 / length)
    )

    assert length == MAX_POSITIONS
    assert labels.isfinite().all()


def test_a_tokenizer_that_asks_for_truncation_and_padding_does_neither(tmp_path):
    tokenizer = make_bytes_tokenizer(unknown=True)
    tokenizer.backend_tokenizer.enable_truncation(4)
    tokenizer.backend_tokenizer.enable_padding(length=64)
    make_family("modernbert", tmp_path)
    tokenizer.save_pretrained(tmp_path)

    loaded = load_tokenizer(tmp_path).tokenizer

    assert 4 < len(loaded.encode(TEXT[0], add_special_tokens=False).ids) < 64


def test_a_tokenizer_that_no_model_may_have_is_refused_before_training(tmp_path):
    tokenizer = make_bytes_tokenizer(unknown=True)
    tokenizer.backend_tokenizer.pre_tokenizer = Split(Regex(r"(a+)+"), behavior="isolated")
    make_family("modernbert", tmp_path)
    tokenizer.save_pretrained(tmp_path)

    with pytest.raises(ArtifactError, match=r"has a part of the type 'Split', which is not run"):
        load_tokenizer(tmp_path)


def test_a_window_that_is_too_long_is_refused_with_the_limit(folders):
    tokenizer = load_tokenizer(folders["mpnet"])

    with pytest.raises(StanceError, match=r"max_tokens is 49, .* at most 48 tokens; set"):
        check_window(MAX_POSITIONS + 1, tokenizer)


def test_a_window_of_the_limit_is_allowed(folders):
    check_window(MAX_POSITIONS, load_tokenizer(folders["mpnet"]))


def test_a_tokenizer_with_more_tokens_than_the_network_is_refused(tmp_path):
    make_family("bert", tmp_path)
    make_bytes_tokenizer(unknown=True).save_pretrained(tmp_path)

    with pytest.raises(ArtifactError, match=r"its tokenizer has 300 tokens, its network only 120"):
        load_tokenizer(tmp_path)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_dropout_of_an_encoder_is_set(folders, family):
    network = build(folders[family], dropout=0.25)

    found = {one.p for one in network.modules() if isinstance(one, nn.Dropout)}
    found |= {getattr(one, "attention_dropout", 0.25) for one in network.modules()}
    assert found == {0.25, 0.0}


@pytest.mark.parametrize("family", FAMILIES)
def test_word_embeddings_are_frozen_and_the_rest_learns(folders, family):
    network = build(folders[family])

    frozen = {name for name, one in network.named_parameters() if not one.requires_grad}
    assert any("embeddings" in name and "position" not in name for name in frozen)
    assert all("embeddings" in name or "pooler" in name for name in frozen)


def test_every_family_learns(shipped):
    assert shipped.result.best_macro_f1 == 1.0


def test_an_exported_network_gives_the_same_answers(shipped):
    parity = measure_parity(
        shipped.network, shipped.folder / "model.onnx", examples=shipped.windows
    )

    assert parity.n_sentences >= len(TEXT)  # one may be longer than a window
    assert parity.label_agreement == 1.0
    assert parity.largest_difference < 1e-5


def test_training_goes_on_from_an_export_or_is_told_why_not(shipped, folders):
    network = build(folders[shipped.family], dropout=0.0)
    graph = onnx.load(str(shipped.folder / "model.onnx")).graph

    if shipped.family in NOT_RESTORED:
        with pytest.raises(StanceError, match=r"does not tell \d+ weights of the network"):
            restore(network, graph)
    else:
        restore(network, graph)
        parity = measure_parity(network, shipped.folder / "model.onnx", examples=shipped.windows)
        assert parity.largest_difference < 1e-5


def test_a_model_of_every_family_predicts_what_it_has_learnt(shipped):
    article = make_article()

    scored = Predictor.load(shipped.folder).score(article)
    logits = [one.log_probabilities for one in scored]

    found = [LABELS[np.argmax(row)] for row in logits]
    assert found == [sentence.label for sentence in article.sentences]


@pytest.mark.parametrize("family", FAMILIES)
def test_padding_does_not_change_an_answer(folders, family):
    tokenizer = load_tokenizer(folders[family])
    network = build(folders[family]).eval()
    windows = sorted(make_windows(tokenizer), key=lambda one: len(one.inputs.input_ids))
    alone, padded = (
        pad_windows(some, padding_id=tokenizer.padding_id) for some in (windows[:1], windows)
    )
    names = ("input_ids", "attention_mask", "pooling")

    with torch.inference_mode():
        short, _ = network(**{name: alone[name] for name in names})
        filled, _ = network(**{name: padded[name] for name in names})

    n_segments = len(windows[0].labels)
    assert len(windows[0].inputs.input_ids) < len(windows[-1].inputs.input_ids)
    assert torch.allclose(short[0], filled[0, :n_segments], atol=1e-5)
