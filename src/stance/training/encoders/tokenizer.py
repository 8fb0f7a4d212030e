"""The tokenizer of an encoder, with all that windows need to know of the encoder itself."""

from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import (
    AutoConfig,
    AutoModel,
    AutoTokenizer,
    PreTrainedConfig,
    PreTrainedTokenizerBase,
)

from stance.errors import ArtifactError, StanceError
from stance.prediction.manifest import NetworkSettings
from stance.prediction.tokenizer_file import read_tokenizer


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderTokenizer:
    """A tokenizer, and how its encoder is fed.

    Attributes:
        tokenizer: Neither truncates nor pads. ``tokenizer.to_str()`` is what a model folder
            keeps: the ``tokenizer.json`` of an encoder may ask for something else.
        start_id: Token in front of a window: CLS, or BOS.
        end_id: Token at the end of a window: SEP, or EOS.
        unknown_id: Stands for what has no token. A tokenizer of bytes may lack one; then MASK
            does, which encoders read as "something is here".
        padding_id: Fills the shorter windows of a batch.
        vocabulary_size: Rows of the embedding matrix; every token id is smaller.
        max_positions: Most tokens of a window, special ones included; None if the encoder
            knows no limit.
    """

    tokenizer: Tokenizer
    start_id: int
    end_id: int
    unknown_id: int
    padding_id: int
    vocabulary_size: int
    max_positions: int | None


def load_tokenizer(encoder: Path) -> EncoderTokenizer:
    """Load the tokenizer of an encoder."""
    try:
        config = AutoConfig.from_pretrained(encoder, trust_remote_code=False)
        source = AutoTokenizer.from_pretrained(encoder, config=config, trust_remote_code=False)
    except (OSError, ValueError, KeyError, ImportError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise ArtifactError(encoder, f"transformers cannot load it: {reason}") from error
    if config.is_encoder_decoder:
        raise ArtifactError(encoder, f"{config.model_type} has a decoder too; name an encoder")
    if not source.is_fast:
        raise ArtifactError(encoder, "its tokenizer gives no character offsets")
    start_id, end_id = _token_id(source, "cls", "bos"), _token_id(source, "sep", "eos")
    if start_id is None or end_id is None:
        raise ArtifactError(encoder, "its tokenizer has no tokens for start and end")
    # A model that could not be loaded later must not be trained for hours first.
    tokenizer = read_tokenizer(source.backend_tokenizer.to_str().encode(), encoder)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    size = tokenizer.get_vocab_size(with_added_tokens=True)
    if size > config.vocab_size:
        raise ArtifactError(
            encoder, f"its tokenizer has {size} tokens, its network only {config.vocab_size}"
        )
    unknown_id, padding_id = _token_id(source, "unk", "mask"), _token_id(source, "pad")
    return EncoderTokenizer(
        tokenizer=tokenizer,
        start_id=start_id,
        end_id=end_id,
        unknown_id=end_id if unknown_id is None else unknown_id,
        padding_id=end_id if padding_id is None else padding_id,
        vocabulary_size=config.vocab_size,
        max_positions=_max_positions(config),
    )


def trained_tokenizer(
    text: str, settings: NetworkSettings, *, encoder: PreTrainedConfig
) -> EncoderTokenizer:
    """Give the tokenizer of a model that has been trained."""
    padding_id = getattr(encoder, "pad_token_id", None)
    return EncoderTokenizer(
        tokenizer=Tokenizer.from_str(text),
        start_id=settings.start_id,
        end_id=settings.end_id,
        unknown_id=settings.unknown_id,
        padding_id=settings.end_id if padding_id is None else padding_id,
        vocabulary_size=settings.vocabulary_size,
        max_positions=_max_positions(encoder),
    )


def check_window(max_tokens: int, tokenizer: EncoderTokenizer) -> None:
    """Refuse a window that is longer than the encoder can take.

    ``max_tokens`` counts special tokens too.
    """
    limit = tokenizer.max_positions
    if limit is not None and max_tokens > limit:
        raise StanceError(
            f"model.window.max_tokens is {max_tokens}, but this encoder takes at most {limit} "
            f"tokens; set model.window.max_tokens to {limit} or less"
        )


def _token_id(source: PreTrainedTokenizerBase, *kinds: str) -> int | None:
    """Give the id of the first of some special tokens that a tokenizer has."""
    ids = (getattr(source, f"{kind}_token_id") for kind in kinds)
    return next((one for one in ids if one is not None), None)


def _max_positions(config: PreTrainedConfig) -> int | None:
    """Give the longest input of an encoder, in tokens.

    The RoBERTa and MPNet families count positions from behind the padding token's, so their
    table of positions holds fewer tokens than it has rows. The table says so itself.
    """
    with torch.device("meta"):  # shapes alone, no weights
        encoder = AutoModel.from_config(config, trust_remote_code=False)
    for name, module in encoder.named_modules():
        if name.endswith("position_embeddings") and isinstance(module, nn.Embedding):
            padding = -1 if module.padding_idx is None else module.padding_idx
            return module.num_embeddings - padding - 1
    limit = getattr(config, "max_position_embeddings", None)
    return limit if limit and limit > 0 else None
