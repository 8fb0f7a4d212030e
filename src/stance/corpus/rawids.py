"""Gives each article of a call an id of its own."""


class DistinctIds:
    """Ids given out so far; what has been given out gets a number behind it.

    Examples:
        >>> ids = DistinctIds()
        >>> ids.distinct("a-1"), ids.distinct("a-1"), ids.distinct("a-1")
        ('a-1', 'a-1-2', 'a-1-3')
    """

    def __init__(self) -> None:
        self._given_out: dict[str, int] = {}

    def distinct(self, wanted: str) -> str:
        """Give an id that no article before has.

        Args:
            wanted: The id that the input gives, or that follows from the text.

        Returns:
            It, or the first of ``wanted-2``, ``wanted-3`` … that is free.
        """
        found, number = wanted, self._given_out.get(wanted, 0)
        while found in self._given_out:
            number += 1
            found = f"{wanted}-{number}"
        self._given_out[wanted] = max(number, 1)
        self._given_out.setdefault(found, 1)
        return found
