import pytest
import torch
from torch import nn

from families import FAMILIES, MAX_POSITIONS, TEXT, make_bytes_tokenizer, make_family
from stance.article import Article
from stance.errors import ArtifactError, StanceError
from stance.labels import LABELS
from stance.network import build_network
from stance.parts import Sentence
from stance.prediction.manifest import NetworkSettings
from stance.training.encoder_tokenizer import check_window, load_tokenizer
from stance.training.encoders import locate_encoder
from stance.training.examples import make_examples
from stance.training.exporting import export_onnx, measure_parity
from stance.training.objective import pad_windows

#: An export takes seconds, and tests of prediction export a BERT anyway.
EXPORTED = [
    pytest.param(one, marks=[pytest.mark.slow] * (one in {"bert", "xlm-roberta", "deberta-v2"}))
    for one in FAMILIES
]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A folder for each family; tests only read them."""
    return {one: make_family(one, tmp_path_factory.mktemp(one)) for one in FAMILIES}


def make_windows(tokenizer):
    text, at, sentences = " ".join(TEXT), 0, []
    for label, sentence in zip(LABELS, TEXT, strict=True):
        sentences.append(Sentence(start=at, end=at + len(sentence), label=label))
        at += len(sentence) + 1
    settings = NetworkSettings(
        max_tokens=MAX_POSITIONS,
        overlap_tokens=4,
        vocabulary_size=tokenizer.vocabulary_size,
        start_id=tokenizer.start_id,
        end_id=tokenizer.end_id,
        unknown_id=tokenizer.unknown_id,
    )
    return make_examples(
        [Article(text=text, sentences=tuple(sentences))],
        tokenizer=tokenizer.tokenizer,
        settings=settings,
        decided_only=True,
    )


def build(folder, *, dropout=0.1, attention_dropout=0.0):
    return build_network(
        folder,
        dropout=dropout,
        attention_dropout=attention_dropout,
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
    network = build(folders[family], dropout=0.25, attention_dropout=0.125)

    found = {one.p for one in network.modules() if isinstance(one, nn.Dropout)}
    found |= {getattr(one, "attention_dropout", 0.25) for one in network.modules()}
    assert found == {0.25, 0.125}


@pytest.mark.parametrize("family", FAMILIES)
def test_word_embeddings_are_frozen_and_the_rest_learns(folders, family):
    network = build(folders[family])

    frozen = {name for name, one in network.named_parameters() if not one.requires_grad}
    assert any("embeddings" in name and "position" not in name for name in frozen)
    assert all("embeddings" in name or "pooler" in name for name in frozen)


@pytest.mark.parametrize("family", EXPORTED)
def test_an_exported_network_gives_the_same_answers(folders, family, tmp_path):
    windows = make_windows(load_tokenizer(folders[family]))
    network = build(folders[family])

    export_onnx(network, tmp_path / "model.onnx")

    parity = measure_parity(network, tmp_path / "model.onnx", examples=windows)
    assert parity.n_sentences >= len(TEXT)  # one may be longer than a window
    assert parity.label_agreement == parity.tag_agreement == 1.0
    assert parity.largest_difference < 1e-5


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
