"""What stands in the place of an article that cannot be predicted."""

from stance.article import Article

#: The field of a record that says why it has no labels.
ERROR = "error"


def failed(text: str, error: Exception) -> Article:
    """Give an article without labels that says why it has none.

    Args:
        text: The article's.
        error: What was raised.

    Returns:
        The article; ``metadata["error"]`` has the ``type`` of the error and its ``message``.

    Examples:
        >>> failed("Rain fell.", IndexError("out of range")).metadata["error"]
        {'type': 'IndexError', 'message': 'out of range'}
    """
    fields = error_fields(str(error), kind=type(error).__name__)
    return Article(text=text, metadata={ERROR: fields})


def error_fields(message: str, *, kind: str) -> dict[str, str]:
    """Give the value of ``error`` in a record.

    Args:
        message: What is wrong, in any characters.
        kind: What sort of error it is.

    Returns:
        Its type, and its message in characters that any file can hold.
    """
    return {"type": kind, "message": message.encode("utf-8", "backslashreplace").decode()}
