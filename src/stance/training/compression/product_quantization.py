"""Product quantization: vectors of weights as numbers of a codebook, chosen for the answers."""

import warnings
from dataclasses import dataclass

import torch
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from torch import Tensor

#: Vectors in a codebook: as many as an 8-bit number can name.
_N_VECTORS = 256
#: Vectors that a codebook is learnt from, at most: some drawn, and those that weigh most, since a
#: network has a few weights ten times larger than all others and stands or falls with them.
_DRAWN, _HEAVIEST = 40_000, 4_000
#: So often are codebook and scales fitted to what is coded by them; more brings nothing.
_ROUNDS = 2
_SEED = 1
#: Share of the mean second moment added to each, which keeps the inverse sound.
_DAMPING = 0.01
_TINY = torch.finfo(torch.float32).tiny


@dataclass(frozen=True, slots=True)
class Codebook:
    """What the codes of a matrix stand for.

    Attributes:
        centres: Shape ``(256, length)``, float32, or less for fewer vectors; the nearest of them
            codes a vector.
        growth: By how much they grow when they are decoded, so that codes shrink nothing.
        scales: What vectors are multiplied by, float32: shape ``(rows, 1)`` or ``(1, columns)``.
    """

    centres: Tensor
    growth: float
    scales: Tensor

    def nearest(self, vectors: Tensor) -> Tensor:
        """Give the number of the nearest centre.

        ``vectors`` has shape ``(n, length)``, float32, divided by their scales; the numbers are
        uint8.
        """
        return _nearest(vectors, self.centres)

    def grown(self) -> Tensor:
        """Give what codes are decoded to, but for the scales, shape ``(256, length)``."""
        return self.centres * self.growth


def learn_codebook(weights: Tensor, *, dim: int, length: int) -> Codebook:
    """Learn the codebook of a matrix.

    Args:
        weights: Shape ``(rows, columns)``, float32.
        dim: 0 for a scale of each column, 1 for one of each row.
        length: Weights in a vector, all of one row; divides the columns.

    Returns:
        Codebook and scales.
    """
    return _learn(weights, torch.ones(len(weights), 1), dim=dim, length=length)


def learn_codebook_of_map(weights: Tensor, flow: Tensor, *, length: int) -> Codebook:
    """Learn the codebook of a linear map, with a scale for each output.

    Args:
        weights: Shape ``(inputs, outputs)``, float32.
        flow: ``error_flow`` of the inputs: weights matter by what cannot be made up for.
        length: Weights in a vector, all of one input; divides the outputs.

    Returns:
        Codebook and scales.
    """
    importance = flow.diagonal()[:, None] ** -2
    return _learn(weights, importance, dim=0, length=length)


def errors_with(codebook: Codebook, weights: Tensor) -> Tensor:
    """Tell how well a codebook codes rows that it was not learnt from, each with its own scale.

    Args:
        codebook: With a scale for each row of what it was learnt from.
        weights: Shape ``(rows, columns)``, float32.

    Returns:
        What is wrong of each row, as a share of its square, shape ``(rows,)``, float32.
    """
    size = weights.square().sum(1, keepdim=True).clamp_min(_TINY)
    scales = (size / weights.shape[1]).sqrt()
    for _ in range(_ROUNDS):
        found = _decoded(weights / scales, codebook.centres)
        scales = _fitted(scales, weights, found, importance=torch.ones(1), dim=1)
    errors = weights - _decoded(weights / scales, codebook.centres) * scales
    return errors.square().sum(1) / size[:, 0]


def _decoded(weights: Tensor, centres: Tensor) -> Tensor:
    vectors = weights.reshape(-1, centres.shape[1])
    return centres[_nearest(vectors, centres).int()].reshape_as(weights)


def error_flow(moments: Tensor) -> Tensor:
    """Tell what the error of an input asks of later ones.

    Args:
        moments: Second moments of the inputs, shape ``(inputs, inputs)``, float32, in the order in
            which they are coded.

    Returns:
        The upper Cholesky factor of their inverse, float32.
    """
    damped = moments.double()
    damped.diagonal().add_(_DAMPING * damped.diagonal().mean())
    inverse = torch.cholesky_inverse(torch.linalg.cholesky(damped))
    flow: Tensor = torch.linalg.cholesky(inverse, upper=True)
    return flow.float()


def _learn(weights: Tensor, importance: Tensor, *, dim: int, length: int) -> Codebook:
    """Learn centres, then fit scales and centres to each other; ``importance`` is of each row.

    The sizes of rows or columns alone would be scales that are off by one in a hundred, and so
    would be all that they multiply.
    """
    scales = weights.square().mean(dim, keepdim=True).sqrt().clamp_min(_TINY)
    vectors = (weights / scales).reshape(-1, length)
    weight = importance.expand_as(weights).reshape(-1, length)
    centres = _cluster(vectors, weight[:, 0])
    for _ in range(_ROUNDS):
        codes = _nearest(vectors, centres).int()
        found = centres[codes].reshape_as(weights)
        scales = _fitted(scales, weights, found, importance=importance, dim=dim)
        vectors = (weights / scales).reshape(-1, length)
        weight = (importance * scales.square()).expand_as(weights).reshape(-1, length)
        sums, sizes = (
            torch.zeros_like(centres).index_add_(0, codes, each)
            for each in (vectors * weight, weight)
        )
        centres = torch.where(sizes > _TINY, sums / sizes.clamp_min(_TINY), centres)
    return Codebook(centres, _growth(vectors, centres[_nearest(vectors, centres).int()]), scales)


def _fitted(
    scales: Tensor, weights: Tensor, found: Tensor, *, importance: Tensor, dim: int
) -> Tensor:
    """Give the scales with which what was found comes nearest; those of before where it is 0."""
    fitted = (importance * weights * found).sum(dim, keepdim=True)
    fitted /= (importance * found.square()).sum(dim, keepdim=True).clamp_min(_TINY)
    return torch.where(fitted > _TINY, fitted, scales)


def _cluster(vectors: Tensor, weight: Tensor) -> Tensor:
    generator = torch.Generator().manual_seed(_SEED)
    drawn = torch.randperm(len(vectors), generator=generator)[:_DRAWN]
    burden = vectors.square().sum(1) * weight
    heaviest = burden.topk(min(_HEAVIEST, len(burden))).indices
    sample = torch.cat([drawn, heaviest])
    n_vectors = min(_N_VECTORS, len(vectors))
    clusters = KMeans(n_vectors, n_init=1, max_iter=30, random_state=_SEED)
    with warnings.catch_warnings():  # weights that have been in codes may have fewer vectors
        warnings.simplefilter("ignore", ConvergenceWarning)
        clusters.fit(vectors[sample].numpy(), sample_weight=weight[sample].numpy())
    return torch.from_numpy(clusters.cluster_centers_).float()


def _growth(vectors: Tensor, found: Tensor) -> float:
    """Give by how much the centres found for vectors have to grow so that codes shrink nothing.

    The centre of a cluster is nearer to zero than its members are on average, by one to ten in a
    hundred. Layer after layer would fall short in the same direction, where errors in all
    directions partly make up for each other.
    """
    return float(vectors.square().sum() / (found * vectors).sum())


def _nearest(vectors: Tensor, codebook: Tensor) -> Tensor:
    """Give the number of the nearest vector of the codebook for each, as uint8."""
    sizes = codebook.square().sum(1)
    found = [(sizes - 2 * part @ codebook.T).argmin(1) for part in torch.split(vectors, 1 << 16)]
    return torch.cat(found).to(torch.uint8)


#: Inputs whose errors are passed on together; how many changes the speed alone.
_BLOCK = 64


@dataclass(frozen=True, slots=True)
class Quantized:
    """A matrix in codes.

    Attributes:
        codes: Shape ``(rows, columns / length)``, uint8: a vector for each ``length`` weights.
        codebook: Shape ``(256, length)``, float32, or less for fewer vectors; grown so that what
            it decodes is neither smaller nor larger on the whole than what it codes.
        scales: What the vectors are multiplied by, float32: shape ``(rows, 1)`` or
            ``(1, columns)``.
    """

    codes: Tensor
    codebook: Tensor
    scales: Tensor

    def decode(self) -> Tensor:
        """Give the weights, shape ``(rows, columns)``, float32."""
        return self.codebook[self.codes.int()].flatten(start_dim=1) * self.scales


def encode(weights: Tensor, *, length: int) -> Quantized:
    """Code each vector by the nearest of a codebook, with a scale for each row.

    ``weights`` has shape ``(rows, columns)``, float32; ``length`` divides the columns.
    """
    return _by_nearest(weights, learn_codebook(weights, dim=1, length=length))


class MapQuantizer:
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
        self._codebook = learn_codebook_of_map(weights[self._order], self._flow, length=length)

    def by_nearest(self) -> Quantized:
        """Code each vector by the nearest of the codebook, whatever others get wrong."""
        return _by_nearest(self._weights, self._codebook)

    def encode(self, *, without: Tensor | None = None) -> Quantized:
        """Code input by input, from the strongest to the faintest.

        What the codes of one get wrong is made up for by the inputs that are not coded yet, as far
        as these go together with it (Frantar et al. 2023, *GPTQ*; van Baalen et al. 2024, *GPTVQ*,
        for vectors).
        ``without``, of the shape of the weights, is the part of them that is stored apart. Codes
        have shape ``(inputs, outputs / length)``.
        """
        wanted = self._weights if without is None else self._weights - without
        rest = wanted[self._order] / self._codebook.scales
        inputs, outputs = rest.shape
        grown, flow = self._codebook.grown(), self._flow
        length = grown.shape[1]
        codes = torch.empty(inputs, outputs // length, dtype=torch.uint8)
        for start in range(0, inputs, _BLOCK):
            end = min(start + _BLOCK, inputs)
            errors = torch.empty(end - start, outputs)
            for one in range(start, end):
                found = self._codebook.nearest(rest[one].reshape(-1, length))
                error = (rest[one] - grown[found.int()].flatten()) / flow[one, one]
                rest[one + 1 : end] -= torch.outer(flow[one, one + 1 : end], error)
                errors[one - start] = error
                codes[self._order[one]] = found
            rest[end:] -= flow[start:end, end:].T @ errors
        return Quantized(codes, grown, self._codebook.scales)


def _by_nearest(weights: Tensor, codebook: Codebook) -> Quantized:
    vectors = (weights / codebook.scales).reshape(-1, codebook.centres.shape[1])
    codes = codebook.nearest(vectors).reshape(len(weights), -1)
    return Quantized(codes, codebook.grown(), codebook.scales)


def divisor(number: int, *, at_most: int) -> int:
    """Give the largest length that cuts a row evenly."""
    return max(one for one in range(1, at_most + 1) if number % one == 0)
