"""The network: one encoder pass gives a label per sentence and a tag per token."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, PretrainedConfig, PreTrainedModel
from transformers.utils import logging

from stance.errors import StanceError
from stance.prediction.tags import Tag
from stance.sentence_layers import SentenceLayers

#: What encoders call the dropout of their states: BERT and its kin, ModernBERT, DistilBERT.
_STATE_DROPOUTS = ("hidden_dropout_prob", "embedding_dropout", "mlp_dropout", "dropout")
#: What they call the dropout of attention probabilities, which would cost three quarters of the
#: speed on a processor.
_ATTENTION_DROPOUTS = ("attention_probs_dropout_prob", "attention_dropout")


class StanceNetwork(nn.Module):
    """An encoder over a window of sentences with two linear heads.

    The state of a sentence is the mean of the states of its tokens; since the encoder has read
    the neighbours too, that mean knows who was speaking before. Sentence layers, if there are some,
    let the sentences of a window exchange their states before these are labelled.

    Args:
        encoder: Any Hugging Face encoder; its output has ``last_hidden_state``.
        width: Width of its hidden states.
        n_labels: Labels of a sentence.
        dropout: Fraction of state dropped in front of the heads, in [0, 1).
        sentence_layers: How many.
        n_heads: Attention heads of each of them.
    """

    def __init__(
        self,
        encoder: nn.Module,
        *,
        width: int,
        n_labels: int,
        dropout: float,
        sentence_layers: int = 0,
        n_heads: int = 1,
    ) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.label_head = nn.Linear(width, n_labels)
        self.tag_head = nn.Linear(width, len(Tag))
        self.sentence_layers = SentenceLayers(
            sentence_layers, width=width, n_heads=n_heads, dropout=dropout
        )

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, pooling: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Score windows.

        Args:
            input_ids: Shape ``(windows, tokens)``, int64.
            attention_mask: Shape ``(windows, tokens)``, int64; 0 where a window is padding.
            pooling: Shape ``(windows, segments, tokens)``, float32; each row averages over the
                tokens of one segment, or is all 0 where a window has fewer segments.

        Returns:
            Label logits, shape ``(windows, segments, labels)``, and tag logits, shape
            ``(windows, tokens, tags)``; both in the encoder's dtype.
        """
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask)
        tokens = self.dropout(states.last_hidden_state)
        sentences = torch.matmul(pooling.to(tokens.dtype), tokens)
        sentences = self.sentence_layers(sentences, pooling)
        return self.label_head(sentences), self.tag_head(tokens)


def build_network(
    encoder: Path | PretrainedConfig,
    *,
    n_labels: int,
    dropout: float,
    freeze_word_embeddings: bool,
    seed: int,
    layers: int | None = None,
    sentence_layers: int = 0,
) -> StanceNetwork:
    """Put fresh heads on an encoder.

    Args:
        encoder: A Hugging Face model folder, whose weights are loaded; or a configuration alone,
            by which weights are drawn, for those who put others in their place.
        n_labels: Labels of a sentence.
        dropout: Inside the encoder and in front of the heads, in [0, 1).
        freeze_word_embeddings: Leave the word embeddings as they are; they are half of a small
            model and hardly move.
        seed: Initialises the heads, the sentence layers, and an encoder without weights.
        layers: Keep so many of the encoder's layers, from the first on; None keeps all.
        sentence_layers: Transformer layers over the sentences of a window.

    Returns:
        The network in float32, in training mode.

    Raises:
        StanceError: If the encoder has fewer layers than are to be kept.
    """
    config = _config_of(encoder, layers=layers)
    for names, value in ((_STATE_DROPOUTS, dropout), (_ATTENTION_DROPOUTS, 0.0)):
        for name in [one for one in names if hasattr(config, one)]:
            setattr(config, name, value)
    torch.manual_seed(seed)
    module = _module(encoder, config)
    if freeze_word_embeddings:
        module.get_input_embeddings().requires_grad_(requires_grad=False)
    for name, parameter in module.named_parameters():
        if name.startswith("pooler."):  # not on the way to either head
            parameter.requires_grad_(requires_grad=False)
    network = StanceNetwork(
        module,
        width=config.hidden_size,
        n_labels=n_labels,
        dropout=dropout,
        sentence_layers=sentence_layers,
        n_heads=config.num_attention_heads,
    )
    return network.train()


def outline_network(
    encoder: Path | PretrainedConfig,
    *,
    n_labels: int,
    layers: int | None = None,
    sentence_layers: int = 0,
) -> StanceNetwork:
    """Give the network that ``build_network`` builds, without its weights.

    Args:
        encoder: As there.
        n_labels: As there.
        layers: As there.
        sentence_layers: As there.

    Returns:
        The network on the device ``meta``: names and shapes of its weights, and no numbers.

    Raises:
        StanceError: If the encoder has fewer layers than are to be kept.
    """
    config = _config_of(encoder, layers=layers)
    with torch.device("meta"):
        return StanceNetwork(
            AutoModel.from_config(config, trust_remote_code=False),
            width=config.hidden_size,
            n_labels=n_labels,
            dropout=0.0,
            sentence_layers=sentence_layers,
            n_heads=config.num_attention_heads,
        )


def _config_of(encoder: Path | PretrainedConfig, *, layers: int | None) -> PretrainedConfig:
    """Give a configuration that may be changed, with so many layers."""
    if isinstance(encoder, Path):
        config = AutoConfig.from_pretrained(encoder, trust_remote_code=False)
    else:
        config = deepcopy(encoder)
    if layers is not None:
        if layers > config.num_hidden_layers:
            has = f"the encoder has {config.num_hidden_layers} layers"
            raise StanceError(f"model.layers is {layers}, but {has}")
        config.num_hidden_layers = layers
    return config


def _module(encoder: Path | PretrainedConfig, config: PretrainedConfig) -> PreTrainedModel:
    """Give the encoder in float32, with its own weights or drawn ones."""
    if not isinstance(encoder, Path):
        return AutoModel.from_config(config, dtype=torch.float32, trust_remote_code=False)
    with _without_load_report():  # it lists the weights of layers that are left out on purpose
        return AutoModel.from_pretrained(
            encoder, config=config, dtype=torch.float32, use_safetensors=True
        )


@contextmanager
def _without_load_report() -> Iterator[None]:
    level = logging.get_verbosity()
    logging.set_verbosity_error()
    try:
        yield
    finally:
        logging.set_verbosity(level)
