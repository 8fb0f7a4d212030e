"""Reading ``tokenizer.json`` as data: only parts that take bounded time and memory are run."""

import json
from base64 import b64decode
from collections.abc import Iterator, Mapping
from math import prod
from pathlib import Path

from tokenizers import Tokenizer

from stance.errors import ArtifactError

TOKENIZER_FILE = "tokenizer.json"
_MAX_BYTES = 100_000_000
#: Parts in a chain, such as normalizers; encoders have five at most.
_MAX_PARTS = 8
#: Signs that one sign may become, over a whole chain.
_MAX_GROWTH = 64
_MAX_WORD = 1000
_MAX_ADDED, _LONGEST_ADDED = 100_000, 1000
#: What a sign becomes in a table of SentencePiece, in bytes; Unicode itself needs 33.
_LONGEST_ENTRY = 128
#: The expressions that published encoders have; neither can backtrack.
_EXPRESSIONS = frozenset([" {2,}", r"\s{2,}|[\n\r\t]"])
_NORMALIZERS = """
BertNormalizer ByteLevel Lowercase NFC NFD NFKC NFKD Nmt Precompiled Prepend Replace Strip
StripAccents
"""
_PRE_TOKENIZERS = """
BertPreTokenizer ByteLevel Digits Metaspace Punctuation UnicodeScripts Whitespace WhitespaceSplit
"""
_POST_PROCESSORS = """
BertProcessing ByteLevel RobertaProcessing TemplateProcessing
"""
#: The types of parts that are run, by what they are part of.
_KINDS: Mapping[str, frozenset[str]] = {
    "normalizer": frozenset(_NORMALIZERS.split()),
    "pre_tokenizer": frozenset(_PRE_TOKENIZERS.split()),
    "post_processor": frozenset(_POST_PROCESSORS.split()),
    "model": frozenset(["BPE", "Unigram", "WordLevel", "WordPiece"]),
}
#: Where a sequence of each kind keeps its parts.
_PARTS = {
    "normalizer": "normalizers",
    "pre_tokenizer": "pretokenizers",
    "post_processor": "processors",
}


def read_tokenizer(content: bytes, folder: Path) -> Tokenizer:
    """Read a tokenizer that neither truncates nor pads.

    Regular expressions and sequences inside sequences are refused: the first may take a time that
    is exponential in the text, the second a memory that is exponential in their depth.

    Args:
        content: Content of ``tokenizer.json``.
        folder: Where it comes from, for the error.

    Returns:
        The tokenizer.

    Raises:
        ArtifactError: If it is not one, or has a part that no encoder needs.
    """
    try:
        if len(content) > _MAX_BYTES:
            raise ValueError(f"it has {len(content)} bytes, and none has more than {_MAX_BYTES}")
        fields = json.loads(content)
        if not isinstance(fields, dict):
            raise ValueError("it is no JSON object")
        for what in _faults(fields):
            raise ValueError(what)
        # Text is never decoded, cut off or filled up here.
        kept = {**fields, "decoder": None, "truncation": None, "padding": None}
        return Tokenizer.from_str(json.dumps(kept))
    except (ValueError, RecursionError, TypeError, KeyError) as error:
        raise ArtifactError(folder, f"{TOKENIZER_FILE} is no tokenizer: {error}") from error
    except BaseException as error:
        if is_panic(error):
            raise ArtifactError(folder, f"{TOKENIZER_FILE} is no tokenizer: {error}") from error
        raise


def is_panic(error: BaseException) -> bool:
    """Whether a library written in Rust has given up; that is no ``Exception`` to Python."""
    return type(error).__module__ == "pyo3_runtime"


def _faults(fields: Mapping[str, object]) -> Iterator[str]:
    for kind, known in _KINDS.items():
        parts = list(_parts(fields.get(kind), kind))
        if len(parts) > _MAX_PARTS:
            yield f"its {kind} has {len(parts)} parts, and none has more than {_MAX_PARTS}"
        for part in parts:
            if part.get("type") not in known:
                yield f"its {kind} has a part of the type {part.get('type')!r}, which is not run"
            yield from _faults_of_part(part)
        if kind == "normalizer" and (growth := prod(map(_growth, parts))) > _MAX_GROWTH:
            yield f"its normalizer makes {growth} signs of one"
    added = fields.get("added_tokens", [])
    if not isinstance(added, list) or len(added) > _MAX_ADDED:
        yield f"it adds something else than at most {_MAX_ADDED} tokens"
    elif any(not 0 < len(one["content"]) <= _LONGEST_ADDED for one in added):
        yield f"it adds a token that is empty or longer than {_LONGEST_ADDED} signs"


def _parts(part: object, kind: str) -> Iterator[Mapping[str, object]]:
    """Give the parts of a chain; one inside another comes out whole, and is refused by its type."""
    if part is None and kind != "model":
        return
    if not isinstance(part, dict):
        raise ValueError(f"its {kind} is {str(part)[:60]!r}")
    if kind not in _PARTS or part.get("type") != "Sequence":
        yield part
        return
    for one in part[_PARTS[kind]]:
        if not isinstance(one, dict):
            raise ValueError(f"its {kind} has a part {str(one)[:60]!r}")
        yield one


def _faults_of_part(part: Mapping[str, object]) -> Iterator[str]:
    kind = part.get("type")
    if kind == "Replace":
        pattern = part.get("pattern")
        word = pattern.get("String") if isinstance(pattern, dict) else None
        expression = pattern.get("Regex") if isinstance(pattern, dict) else None
        if not word and expression not in _EXPRESSIONS:
            yield f"its normalizer searches for {pattern!r}; regular expressions are not run"
    if kind == "Precompiled" and isinstance(table := part.get("precompiled_charsmap"), str):
        longest = max(map(len, _entries(b64decode(table))), default=0)
        if longest > _LONGEST_ENTRY:
            yield f"its normalizer makes {longest} bytes of one sign"
    if kind == "WordPiece" and not 0 < _number(part, "max_input_chars_per_word") <= _MAX_WORD:
        yield f"its words may have more than {_MAX_WORD} signs"
    if kind == "BPE" and part.get("dropout"):
        yield "it leaves merges out by chance"


def _entries(table: bytes) -> list[bytes]:
    """Give what signs become by a table of SentencePiece, which comes after a trie."""
    n_trie = int.from_bytes(table[:4], "little")
    if n_trie % 4 or n_trie + 4 > len(table):
        raise ValueError("its table of signs is cut off")
    return table[4 + n_trie :].split(b"\0")


def _growth(part: Mapping[str, object]) -> int:
    """Give how many signs a normalizer makes of one, at most."""
    kind = part.get("type")
    if kind == "ByteLevel":
        return 4
    if kind == "Replace":
        return max(1, len(str(part.get("content", ""))))
    if kind == "Prepend":
        return 1 + len(str(part.get("prepend", "")))
    return 1


def _number(part: Mapping[str, object], name: str) -> int:
    value = part.get(name)
    return value if isinstance(value, int) else 0
