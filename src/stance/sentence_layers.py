"""Transformer layers over the sentences of a window, in which they tell each other who speaks."""

import torch
from torch import Tensor, nn
from torch.nn import functional

#: Distances beyond so many sentences are one distance; few windows hold more.
_REACH = 16
#: The score of a place where a window has no sentence; fits into float16.
_NEVER = -1e4


class SentenceLayers(nn.Module):
    """A stack of layers that changes nothing until it has learnt something.

    Args:
        n_layers: At least 0; with 0 it gives what it is given.
        width: Width of sentence states; a multiple of ``n_heads``.
        n_heads: Attention heads of each layer.
        dropout: Fraction dropped of what a layer adds, in [0, 1).
    """

    def __init__(self, n_layers: int, *, width: int, n_heads: int, dropout: float) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            SentenceLayer(width, n_heads=n_heads, dropout=dropout) for _ in range(n_layers)
        )

    def forward(self, sentences: Tensor, pooling: Tensor) -> Tensor:
        """Let the sentences of each window exchange what they know.

        Args:
            sentences: Shape ``(windows, segments, width)``.
            pooling: Shape ``(windows, segments, tokens)``; rows of 0 where there is no segment.

        Returns:
            Their states, shape ``(windows, segments, width)``.
        """
        for layer in self.layers:
            sentences = layer(sentences, pooling.sum(dim=-1) > 0)
        return sentences


class SentenceLayer(nn.Module):
    """A pre-norm transformer layer (Xiong et al. 2020) with a learnt bias for each distance.

    It knows the order of sentences by how far one is before or after another, as Raffel et al.
    (2020) have it, not by their number: a window may begin anywhere in an article. At first half
    of the heads look back and half ahead, some nearby and some far, with biases that fall with
    distance (Press et al. 2022), and what the layer adds is 0.

    Args:
        width: Width of sentence states; a multiple of ``n_heads``.
        n_heads: Attention heads.
        dropout: Fraction dropped of what is added to the states, in [0, 1).
    """

    def __init__(self, width: int, *, n_heads: int, dropout: float) -> None:
        super().__init__()
        self.n_heads = n_heads
        self.attention_norm = nn.LayerNorm(width)
        self.attention_in = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.distance_bias = nn.Parameter(_first_distance_bias(n_heads))
        self.inner_norm = nn.LayerNorm(width)
        self.inner_in = nn.Linear(width, 4 * width)
        self.inner_out = nn.Linear(4 * width, width)
        self.dropout = nn.Dropout(dropout)
        for added in (self.attention_out, self.inner_out):
            nn.init.zeros_(added.weight)
            nn.init.zeros_(added.bias)

    def forward(self, sentences: Tensor, present: Tensor) -> Tensor:
        """Add to each sentence what it learns from the others.

        Args:
            sentences: Shape ``(windows, segments, width)``.
            present: Shape ``(windows, segments)``, bool; False where a window has no segment.

        Returns:
            New states, shape ``(windows, segments, width)``.
        """
        heads = self.attention_in(self.attention_norm(sentences)).unflatten(
            -1, (3, self.n_heads, -1)
        )
        query, key, value = heads.transpose(1, 3).unbind(dim=2)
        places = torch.arange(sentences.shape[1], device=sentences.device)
        distances = (places[None, :] - places[:, None]).clamp(-_REACH, _REACH)
        bias = self.distance_bias[:, distances + _REACH]
        scores = query @ key.transpose(2, 3) / key.shape[-1] ** 0.5 + bias
        attention = torch.where(present[:, None, None, :], scores, _NEVER).softmax(dim=-1)
        heard = (attention.to(value.dtype) @ value).transpose(1, 2).flatten(2)
        sentences = sentences + self.dropout(self.attention_out(heard))
        inner = functional.gelu(self.inner_in(self.inner_norm(sentences)))
        added: Tensor = self.dropout(self.inner_out(inner))
        return sentences + added


def _first_distance_bias(n_heads: int) -> Tensor:
    """Give biases of shape ``(heads, distances)``; distances run from ``-_REACH`` to ``_REACH``."""
    distances = torch.arange(-_REACH, _REACH + 1)
    rows = []
    for head in range(n_heads):
        ahead = distances > 0 if head % 2 == 0 else distances < 0
        steps = torch.where(ahead, _REACH, distances.abs())
        rows.append(-steps * 2.0 ** -(head // 2))
    return torch.stack(rows)
