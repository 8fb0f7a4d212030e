"""Averaging a network's weights while it is trained."""

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from stance.training.fitting.objective import JointObjective


class AverageEachStep(TrainerCallback):  # type: ignore[misc]  # transformers is untyped
    """Takes the weights after each optimizer step into their average, in every process.

    Args:
        objective: What is trained.
    """

    def __init__(self, objective: JointObjective) -> None:
        self._objective = objective

    def on_step_end(
        self,
        args: TrainingArguments,  # noqa: ARG002  # the Trainer passes these by position
        state: TrainerState,  # noqa: ARG002
        control: TrainerControl,  # noqa: ARG002
        **_kwargs: object,
    ) -> None:
        """Average what an optimizer step has come to."""
        self._objective.average_step()
