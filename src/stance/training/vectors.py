"""Vector quantization: weights as numbers of a codebook's vectors, chosen for the answers."""

from dataclasses import dataclass

import torch
from sklearn.cluster import KMeans
from torch import Tensor

#: Vectors in a codebook: as many as an 8-bit number can name.
_N_VECTORS = 256
#: Vectors that a codebook is learnt from, at most: some drawn, and those that weigh most, since a
#: network has a few weights ten times larger than all others and stands or falls with them.
_DRAWN, _HEAVIEST = 40_000, 4_000
#: Share of the mean second moment added to each, which keeps the inverse sound.
_DAMPING = 0.01
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
    """

    codes: Tensor
    book: Tensor

    def decode(self) -> Tensor:
        """Give the weights, shape ``(rows, columns)``, float32."""
        return self.book[self.codes.int()].flatten(start_dim=1)


def encode(weights: Tensor, *, length: int, seed: int) -> Coded:
    """Code each vector by the nearest of the book.

    Args:
        weights: Shape ``(rows, columns)``, float32, of about the same size in all rows.
        length: Weights in a vector; divides the columns.
        seed: Of the sample and of the clusters.

    Returns:
        The codes.
    """
    vectors = weights.reshape(-1, length)
    centres = _learn_book(vectors, torch.ones(len(vectors)), seed=seed)
    codes = _nearest(vectors, centres)
    book = centres * _growth(vectors, centres[codes.int()])
    return Coded(codes.reshape(len(weights), -1), book)


def encode_map(weights: Tensor, moments: Tensor, *, length: int, seed: int) -> Coded:
    """Code a linear map so that its answers stay, rather than its weights.

    From the strongest input to the faintest, what the codes of one get wrong is made up for by the
    inputs that are not coded yet, as far as these go together with it (Frantar et al. 2023,
    *GPTQ*; van Baalen et al. 2024, *GPTVQ*, for vectors).

    Args:
        weights: Shape ``(inputs, outputs)``, float32, of about the same size for all outputs.
        moments: Second moments of the inputs, shape ``(inputs, inputs)``, float32.
        length: Weights in a vector, all of one input; divides the outputs.
        seed: Of the sample and of the clusters.

    Returns:
        The codes, shape ``(inputs, outputs / length)``.
    """
    order = moments.diagonal().argsort(descending=True)
    rest = weights[order]
    inputs, outputs = rest.shape
    flow = _error_flow(moments[order][:, order])
    importance = flow.diagonal() ** -2
    n_vectors = outputs // length
    vectors = rest.reshape(-1, length)
    centres = _learn_book(vectors, importance.repeat_interleave(n_vectors), seed=seed)
    book = centres * _growth(vectors, centres[_nearest(vectors, centres).int()])
    codes = torch.empty(inputs, n_vectors, dtype=torch.uint8)
    for start in range(0, inputs, _BLOCK):
        end = min(start + _BLOCK, inputs)
        errors = torch.empty(end - start, outputs)
        for one in range(start, end):
            found = _nearest(rest[one].reshape(-1, length), centres)
            error = (rest[one] - book[found.int()].flatten()) / flow[one, one]
            rest[one + 1 : end] -= torch.outer(flow[one, one + 1 : end], error)
            errors[one - start] = error
            codes[order[one]] = found
        rest[end:] -= flow[start:end, end:].T @ errors
    return Coded(codes, book)


def _error_flow(moments: Tensor) -> Tensor:
    """Give what an input's error asks of later ones: the inverse moments' upper Cholesky factor."""
    damped = moments.double()
    damped.diagonal().add_(_DAMPING * damped.diagonal().mean())
    inverse = torch.cholesky_inverse(torch.linalg.cholesky(damped))
    flow: Tensor = torch.linalg.cholesky(inverse, upper=True)
    return flow.float()


def _learn_book(vectors: Tensor, weight: Tensor, *, seed: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    drawn = torch.randperm(len(vectors), generator=generator)[:_DRAWN]
    burden = vectors.square().sum(1) * weight
    heaviest = burden.topk(min(_HEAVIEST, len(burden))).indices
    sample = torch.cat([drawn, heaviest])
    n_vectors = min(_N_VECTORS, len(vectors))
    clusters = KMeans(n_vectors, n_init=1, max_iter=30, random_state=seed)
    clusters.fit(vectors[sample].numpy(), sample_weight=weight[sample].numpy())
    return torch.from_numpy(clusters.cluster_centers_).float()


def _growth(vectors: Tensor, found: Tensor) -> float:
    """Give by how much the centres found for vectors have to grow so that codes shrink nothing.

    The centre of a cluster is nearer to zero than its members are on average, by one to ten in a
    hundred. Layer after layer would fall short in the same direction, where errors in all
    directions partly make up for each other.
    """
    return float(vectors.square().sum() / (found * vectors).sum())


def _nearest(vectors: Tensor, book: Tensor) -> Tensor:
    """Give the number of the nearest vector of the book for each, as uint8."""
    sizes = book.square().sum(1)
    found = [(sizes - 2 * part @ book.T).argmin(1) for part in torch.split(vectors, 1 << 16)]
    return torch.cat(found).to(torch.uint8)
