"""The joint loss, and the padding of windows into batches."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from stance.network import StanceNetwork
from stance.training.fitting.examples import IGNORED, Example, Share, cut_shares


class JointObjective(nn.Module):
    """The network with its loss, in the form that transformers' Trainer drives.

    The loss is the mean cross-entropy of sentence labels, certain or soft, plus the weighted mean
    cross-entropy of token tags, both in nats.

    Args:
        network: What is trained.
        tag_weight: Weight of the tag loss, at least 0.
        ema_decay: Decay of the moving average of the network's weights, in [0, 1). Above 0 the
            average is part of this module, so that checkpoints hold it, and in evaluation it
            answers instead of the network.
    """

    def __init__(
        self, network: StanceNetwork, *, tag_weight: float, ema_decay: float = 0.0
    ) -> None:
        super().__init__()
        self.network = network
        self.average = _start_average(network, decay=ema_decay) if ema_decay else None
        self.tag_weight = tag_weight

    def forward(  # noqa: PLR0917  # the Trainer passes them by name
        self,
        input_ids: Tensor,
        attention_mask: Tensor,
        pooling: Tensor,
        labels: Tensor,
        targets: Tensor,
        tags: Tensor,
        loss_scales: Tensor,
    ) -> dict[str, Tensor]:
        """Score a batch and compare it with gold.

        Args:
            input_ids: Shape ``(windows, tokens)``, int64.
            attention_mask: Shape ``(windows, tokens)``, int64.
            pooling: Shape ``(windows, segments, tokens)``, float32.
            labels: Shape ``(windows, segments)``, int64, ``IGNORED`` where nothing is asked.
            targets: Shape ``(windows, segments, labels)``, float32; the distribution to learn.
            tags: Shape ``(windows, tokens)``, int64, likewise.
            loss_scales: Shape ``(2,)``, float32; what the sum of label losses and the sum of tag
                losses are multiplied by.

        Returns:
            ``loss`` (scalar), ``label_logits`` and ``tag_logits`` as the network gives them.
        """
        answering = self.network if self.training or self.average is None else self.average
        label_logits, tag_logits = answering(input_ids, attention_mask, pooling)
        asked = labels != IGNORED
        label_loss = functional.cross_entropy(
            label_logits.float()[asked], targets[asked], reduction="sum"
        )
        tag_loss = functional.cross_entropy(
            tag_logits.float().flatten(0, 1), tags.flatten(), ignore_index=IGNORED, reduction="sum"
        )
        label_scale, tag_scale = loss_scales
        return {
            "loss": label_scale * label_loss + self.tag_weight * tag_scale * tag_loss,
            "label_logits": label_logits.float(),
            "tag_logits": tag_logits.float(),
        }

    def average_step(self) -> None:
        """Take the network's weights after a step into their average, if there is one."""
        if self.average is not None:
            self.average.update_parameters(self.network)

    def settle(self) -> None:
        """Give the network the averaged weights, if there are some."""
        if self.average is not None:
            self.network.load_state_dict(self.average.module.state_dict())


def _start_average(network: StanceNetwork, *, decay: float) -> AveragedModel:
    """Copy a network; the weights after the first step replace those of the copy."""
    average = AveragedModel(
        network,
        multi_avg_fn=get_ema_multi_avg_fn(decay),  # type: ignore[no-untyped-call]
    )
    return average.requires_grad_(requires_grad=False)  # so that no optimizer or process minds it


def pad_windows(examples: Sequence[Example], *, padding_id: int) -> dict[str, Tensor]:
    """Lay windows of different length on top of each other, as a batch by themselves."""
    (whole,) = cut_shares(examples, n_shares=1)
    return pad_share(whole, padding_id=padding_id)


def pad_share(share: Share, *, padding_id: int) -> dict[str, Tensor]:
    """Lay the windows of a share on top of each other."""
    examples = share.examples
    n_windows = len(examples)
    n_tokens = max(len(one.inputs.input_ids) for one in examples)
    n_segments = max(len(one.labels) for one in examples)
    n_labels = examples[0].targets.shape[-1]
    input_ids = np.full((n_windows, n_tokens), padding_id, dtype=np.int64)
    attention_mask = np.zeros((n_windows, n_tokens), dtype=np.int64)
    pooling = np.zeros((n_windows, n_segments, n_tokens), dtype=np.float32)
    labels = np.full((n_windows, n_segments), IGNORED, dtype=np.int64)
    targets = np.zeros((n_windows, n_segments, n_labels), dtype=np.float32)
    tags = np.full((n_windows, n_tokens), IGNORED, dtype=np.int64)
    for row, one in enumerate(examples):
        tokens, segments = len(one.inputs.input_ids), len(one.labels)
        input_ids[row, :tokens] = one.inputs.input_ids
        attention_mask[row, :tokens] = 1
        pooling[row, :segments, :tokens] = one.inputs.pooling
        labels[row, :segments] = one.labels
        targets[row, :segments] = one.targets
        tags[row, :tokens] = one.tags
    arrays = {
        "input_ids": input_ids,
        "attention_mask": attention_mask,
        "pooling": pooling,
        "labels": labels,
        "targets": targets,
        "tags": tags,
        "loss_scales": np.array([share.label_scale, share.tag_scale], dtype=np.float32),
    }
    return {name: torch.from_numpy(array) for name, array in arrays.items()}
