"""Which articles a model learnt from, as its ``model.json`` says it: by digests of their texts."""

from collections.abc import Iterable
from hashlib import sha256

from stance.prediction.manifest import Manifest

#: Where a manifest's provenance says by which articles weights were learnt, and by which all else
#: was chosen: the epoch, the temperature, the threshold of the uncertain.
LEARNT_FROM, CHOSEN_BY = "learnt_from", "chosen_by"
#: Hexadecimal digits of a digest: 48 bits, so that of a million texts hardly one is mistaken.
_N_DIGITS = 12


def text_digest(text: str) -> str:
    """Give the digest by which a model knows a text again.

    Args:
        text: Of an article, as it is: another space makes it another text.

    Returns:
        The first digits of its SHA-256, which stand-off corpora give whole.

    Examples:
        >>> text_digest("Rain fell.")
        '8a4b1e83d9ac'
    """
    return short(sha256(text.encode()).hexdigest())


def short(digest: str) -> str:
    """Shorten a SHA-256 in hexadecimal to what a model keeps of it."""
    return digest[:_N_DIGITS]


def packed(digests: Iterable[str]) -> str:
    """Give digests as a manifest keeps them: sorted, each once, one after the other."""
    return "".join(sorted(set(digests)))


def digests_in(manifest: Manifest, name: str) -> frozenset[str] | None:
    """Give the digests that a model keeps.

    Args:
        manifest: Of the model.
        name: ``LEARNT_FROM`` or ``CHOSEN_BY``.

    Returns:
        One for each article; None if the model does not say.
    """
    said = manifest.provenance.get(name)
    if not isinstance(said, str):
        return None
    return frozenset(said[at : at + _N_DIGITS] for at in range(0, len(said), _N_DIGITS))
