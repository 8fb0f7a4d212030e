"""Factories: a tiny random encoder of each family, with a tokenizer of its kind."""

import json

import torch
import transformers
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

TEXT = (
    "The ministry said on Monday that it had opened an inquiry.",
    "Ines Okoro, an economist, argued that prices would keep rising.",
    "It rained all day in the town, and the shops were shut early.",
)
#: Most tokens that each of these encoders can take.
MAX_POSITIONS = 48
FAMILIES = ("bert", "roberta", "mpnet", "modernbert", "xlm-roberta", "deberta-v2", "deberta-v3")

_BERT_SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
_ROBERTA_SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]


def make_family(family, folder):
    """Save an encoder whose attention is sharp enough to show a wrong position; its folder."""
    tokenizer = _TOKENIZERS[family]()
    kind, changes = _CONFIGS[family]
    sizes = {
        "hidden_size": 16,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 32,
        "initializer_range": 0.4,
        "max_position_embeddings": MAX_POSITIONS,
        "vocab_size": len(tokenizer),
    }
    torch.manual_seed(0)
    config = getattr(transformers, kind)(**sizes | changes)
    transformers.AutoModel.from_config(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def make_bytes_tokenizer(*, unknown):
    """BPE over bytes, which needs no unknown token: every text has bytes."""
    model = _byte_pairs()
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer.from_str(json.dumps(model)),
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        mask_token="<mask>",
        unk_token="<unk>" if unknown else None,
    )


def _word_pieces(kind, special, unknown="[UNK]"):
    tokenizer = Tokenizer(models.WordPiece(unk_token=unknown))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=120, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator(TEXT, trainer)
    return kind(vocab=tokenizer.get_vocab())


def _byte_pairs():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=300,
        special_tokens=_ROBERTA_SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(TEXT, trainer)
    return json.loads(tokenizer.to_str())


def _roberta():
    model = _byte_pairs()["model"]
    merges = [tuple(pair) for pair in model["merges"]]
    return transformers.RobertaTokenizer(vocab=model["vocab"], merges=merges)


def _unigrams(special, unknown):
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=80, special_tokens=special, unk_token=unknown, show_progress=False
    )
    tokenizer.train_from_iterator(TEXT, trainer)
    return [tuple(pair) for pair in json.loads(tokenizer.to_str())["model"]["vocab"]]


def _deberta():
    vocabulary = _unigrams(["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"], "[UNK]")
    return transformers.DebertaV2Tokenizer(vocab=vocabulary, unk_id=3)


_TOKENIZERS = {
    "bert": lambda: _word_pieces(transformers.BertTokenizer, _BERT_SPECIAL),
    "mpnet": lambda: _word_pieces(
        transformers.MPNetTokenizer, ["<s>", "<pad>", "</s>", "[UNK]", "<mask>"]
    ),
    "roberta": _roberta,
    "modernbert": lambda: make_bytes_tokenizer(unknown=False),
    "xlm-roberta": lambda: transformers.XLMRobertaTokenizer(
        vocab=_unigrams(_ROBERTA_SPECIAL, "<unk>")
    ),
    "deberta-v2": _deberta,
    "deberta-v3": _deberta,
}
#: RoBERTa and its kin count positions from 2.
_FROM_TWO = {"max_position_embeddings": MAX_POSITIONS + 2}
#: Attention by relative position, both ways; the third version shares its projections.
_RELATIVE = {
    "relative_attention": True,
    "pos_att_type": ["p2c", "c2p"],
    "position_buckets": 8,
    "position_biased_input": False,
}
_CONFIGS = {
    "bert": ("BertConfig", {}),
    "roberta": ("RobertaConfig", _FROM_TWO),
    "mpnet": ("MPNetConfig", _FROM_TWO),
    "modernbert": (
        "ModernBertConfig",
        {
            "local_attention": 8,
            "cls_token_id": 0,
            "bos_token_id": 0,
            "pad_token_id": 1,
            "sep_token_id": 2,
            "eos_token_id": 2,
        },
    ),
    "xlm-roberta": ("XLMRobertaConfig", _FROM_TWO),
    "deberta-v2": ("DebertaV2Config", _RELATIVE),
    "deberta-v3": (
        "DebertaV2Config",
        {**_RELATIVE, "share_att_key": True, "norm_rel_ebd": "layer_norm"},
    ),
}
