"""Messages of protocol buffers, as far as ONNX files have them."""

from collections.abc import Iterator
from typing import TypeAlias

#: What a field holds: a number, or the bytes of a text, of numbers or of another message.
Part: TypeAlias = memoryview | int

_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5
_WIDTHS = {_FIXED_64: 8, _FIXED_32: 4}
_LONGEST_VARINT = 10


def fields(message: Part) -> Iterator[tuple[int, Part]]:
    """Give the fields of a message of protocol buffers, without copying what is in them."""
    if isinstance(message, int):
        raise ValueError("a part of it is a number")
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, wire = key >> 3, key & 7
        if wire == _VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        size = _WIDTHS.get(wire)
        if wire == _BYTES:
            size, at = _varint(message, at)
        if size is None or at + size > len(message):
            raise ValueError("it is cut off, or no ONNX file")
        yield number, message[at : at + size]
        at += size


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for place in range(_LONGEST_VARINT):
        if at + place >= len(message):
            break
        byte = message[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:  # noqa: PLR2004  # the last byte of a number
            return value, at + place + 1
    raise ValueError("it is cut off, or no ONNX file")


def text(part: Part) -> str:
    """Give a field that is text."""
    if isinstance(part, int):
        raise ValueError("a name is a number")
    return bytes(part).decode()


def numbers(part: Part) -> list[int]:
    """Give the whole numbers of a field: one, or several one after the other."""
    if isinstance(part, int):
        return [_signed(part)]
    found, at = [], 0
    while at < len(part):
        value, at = _varint(part, at)
        found.append(_signed(value))
    return found


def _signed(value: int) -> int:
    return value - (1 << 64) if value >> 63 else value


def field(number: int, value: bytes | Part) -> bytes:
    """Write a field."""
    if isinstance(value, int):
        return _written(number << 3 | _VARINT) + _written(value)
    return _written(number << 3 | _BYTES) + _written(len(value)) + bytes(value)


def _written(value: int) -> bytes:
    parts = bytearray()
    while value > 0x7F:  # noqa: PLR2004  # more than a byte says
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value)
    return bytes(parts)
