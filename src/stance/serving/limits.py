"""What the service takes at most."""

from dataclasses import dataclass

_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the service takes at most.

    Attributes:
        max_megabytes: Of the body of a request.
        max_waiting: Articles accepted and not done, of all clients.
        timeout_s: From a request to its answer.
    """

    max_megabytes: float = 1.0
    max_waiting: int = 64
    timeout_s: float = 60.0

    def __post_init__(self) -> None:
        for name in ("max_megabytes", "max_waiting", "timeout_s"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} is {getattr(self, name)}; give a number above 0")

    @property
    def max_bytes(self) -> int:
        """Of the body of a request."""
        return int(self.max_megabytes * _BYTES)
