"""residuals of a linear map, as a product of two narrow matrices."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import torch
from torch import Tensor

from stance.training.compression.product_quantization import Quantized, divisor, encode

#: Weights of a narrow matrix that share a byte.
_LENGTH = 2
#: Inner width of a product, at most.
_WIDEST = 96
#: Share of the mean second moment added to each: of inputs, and of gradients, which so few articles
#: tell less of.
_DAMPING, _DAMPING_OF_GRADIENTS = 1e-4, 0.1
_TINY = torch.finfo(torch.float32).tiny


@dataclass(frozen=True, slots=True)
class Residual:
    """A matrix as a sum of products of a column and a row, those that matter most first.

    Attributes:
        left: Shape ``(inputs, width)``, float32.
        right: Shape ``(width, outputs)``, float32.
        gains: Shape ``(width,)``, float32, falling: what of the expected loss each makes up for.
    """

    left: Tensor
    right: Tensor
    gains: Tensor

    def product(self) -> Tensor:
        """Give the matrix, shape ``(inputs, outputs)``."""
        return self.left @ self.right

    def narrowed(self, width: int) -> Self:
        """Keep so many columns and rows."""
        return type(self)(self.left[:, :width], self.right[:width], self.gains[:width])

    def encode(self, scales: Tensor) -> Quantized:
        """Code both narrow matrices as one.

        Args:
            scales: Of the outputs, shape ``(1, outputs)``: what they are multiplied by afterwards.

        Returns:
            The codes of shape ``(width, (inputs + outputs) / 2)``: each column of ``left``, and
            behind it the row of ``right``, made equally large.
        """
        rows = self.left.T, self.right / scales
        sizes = [one.square().mean(1, keepdim=True).sqrt().clamp_min(_TINY) for one in rows]
        both = (sizes[0] * sizes[1]).sqrt()
        joined = torch.cat([one / size * both for one, size in zip(rows, sizes, strict=True)], 1)
        return encode(joined, length=divisor(joined.shape[1], at_most=_LENGTH))


def decode(coded: Quantized, *, inputs: int, scales: Tensor) -> Tensor:
    """Undo ``Residual.encode``, but for what codes lose.

    Gives the matrix, shape ``(inputs, outputs)``, float32; ``scales`` are the outputs', as there.
    """
    rows = coded.decode()
    return rows[:, :inputs].T @ rows[:, inputs:] * scales


def factor(errors: Tensor, *, moments: Tensor, gradients: Tensor) -> Residual:
    """Find the products that make up best for what codes get wrong.

    What the network's answers lose by an error is reckoned by what enters the map and by what its
    answers do to those of the network, each on its own (Martens and Grosse 2015, *K-FAC*; Zhang et
    al. 2024, *LQER*, for inputs alone).

    Args:
        errors: Weights less what codes decode to, shape ``(inputs, outputs)``, float32.
        moments: Second moments of the inputs, shape ``(inputs, inputs)``.
        gradients: Second moments of the gradients of the answers, shape ``(outputs, outputs)``.

    Returns:
        The products.
    """
    before = _root(moments, damping=_DAMPING)
    after = _root(gradients, damping=_DAMPING_OF_GRADIENTS)
    columns, sizes, rows = torch.linalg.svd(before.T @ errors @ after, full_matrices=False)
    width = min(_WIDEST, len(sizes))
    left = columns[:, :width] * sizes[:width]
    return Residual(
        torch.linalg.solve_triangular(before.T, left, upper=True),
        torch.linalg.solve_triangular(after, rows[:width], upper=False, left=False),
        sizes[:width].square(),
    )


def share_out(residuals: Mapping[str, Residual], *, n_bytes: int) -> dict[str, int]:
    """Choose how wide each product is.

    Those columns and rows come first that make up for most by the byte.
    """
    widths = dict.fromkeys(residuals, 0)
    costs = {
        name: (len(one.left) + one.right.shape[1]) // _LENGTH for name, one in residuals.items()
    }
    offers = sorted(
        (
            (float(gain) / costs[name], name)
            for name, one in residuals.items()
            for gain in one.gains
        ),
        reverse=True,
    )
    left = n_bytes
    for _, name in offers:
        if costs[name] > left:
            break
        left -= costs[name]
        widths[name] += 1
    return widths


def _root(moments: Tensor, *, damping: float) -> Tensor:
    """Give the lower Cholesky factor."""
    damped = moments.double()
    damped.diagonal().add_(damping * damped.diagonal().mean() + _TINY)
    root: Tensor = torch.linalg.cholesky(damped)
    return root.float()
