"""Vector quantization: weights as numbers of a codebook's vectors, chosen for the answers."""

from dataclasses import dataclass

import torch
from torch import Tensor

from stance.training.compression.codebook import Book, error_flow, learn_book, learn_book_of_map

#: Inputs whose errors are passed on together; how many changes the speed alone.
_BLOCK = 64


@dataclass(frozen=True, slots=True)
class Coded:
    """A matrix in codes.

    Attributes:
        codes: Shape ``(rows, columns / length)``, uint8; a vector of the book for each ``length``
            weights in a row.
        book: Shape ``(256, length)``, float32, or less for fewer vectors; grown so that what it
            decodes is neither smaller nor larger on the whole than what it codes.
        scales: What the vectors are multiplied by, float32: shape ``(rows, 1)`` or
            ``(1, columns)``.
    """

    codes: Tensor
    book: Tensor
    scales: Tensor

    def decode(self) -> Tensor:
        """Give the weights, shape ``(rows, columns)``, float32."""
        return self.book[self.codes.int()].flatten(start_dim=1) * self.scales


def encode(weights: Tensor, *, length: int) -> Coded:
    """Code each vector by the nearest of a book, with a scale for each row.

    ``weights`` has shape ``(rows, columns)``, float32; ``length`` divides the columns.
    """
    return _by_nearest(weights, learn_book(weights, dim=1, length=length))


class MapCoder:
    """Codes a linear map so that its answers stay, rather than its weights.

    Args:
        weights: Shape ``(inputs, outputs)``, float32.
        moments: Second moments of the inputs, shape ``(inputs, inputs)``, float32.
        length: Weights in a vector, all of one input; divides the outputs.
    """

    def __init__(self, weights: Tensor, moments: Tensor, *, length: int) -> None:
        # what is coded first can be made up for by all that comes later: the strongest input
        self._order = moments.diagonal().argsort(descending=True)
        self._flow = error_flow(moments[self._order][:, self._order])
        self._weights = weights
        self._book = learn_book_of_map(weights[self._order], self._flow, length=length)

    def by_nearest(self) -> Coded:
        """Code each vector by the nearest of the book, whatever others get wrong."""
        return _by_nearest(self._weights, self._book)

    def encode(self, *, without: Tensor | None = None) -> Coded:
        """Code input by input, from the strongest to the faintest.

        What the codes of one get wrong is made up for by the inputs that are not coded yet, as far
        as these go together with it (Frantar et al. 2023, *GPTQ*; van Baalen et al. 2024, *GPTVQ*,
        for vectors).
        ``without``, of the shape of the weights, is the part of them that is stored apart. Codes
        have shape ``(inputs, outputs / length)``.
        """
        wanted = self._weights if without is None else self._weights - without
        rest = wanted[self._order] / self._book.scales
        inputs, outputs = rest.shape
        grown, flow = self._book.grown(), self._flow
        length = grown.shape[1]
        codes = torch.empty(inputs, outputs // length, dtype=torch.uint8)
        for start in range(0, inputs, _BLOCK):
            end = min(start + _BLOCK, inputs)
            errors = torch.empty(end - start, outputs)
            for one in range(start, end):
                found = self._book.nearest(rest[one].reshape(-1, length))
                error = (rest[one] - grown[found.int()].flatten()) / flow[one, one]
                rest[one + 1 : end] -= torch.outer(flow[one, one + 1 : end], error)
                errors[one - start] = error
                codes[self._order[one]] = found
            rest[end:] -= flow[start:end, end:].T @ errors
        return Coded(codes, grown, self._book.scales)


def _by_nearest(weights: Tensor, book: Book) -> Coded:
    vectors = (weights / book.scales).reshape(-1, book.centres.shape[1])
    codes = book.nearest(vectors).reshape(len(weights), -1)
    return Coded(codes, book.grown(), book.scales)


def divisor(number: int, *, at_most: int) -> int:
    """Give the largest length that cuts a row evenly."""
    return max(one for one in range(1, at_most + 1) if number % one == 0)
