"""Which version of a registered model is the champion."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stance.run_record.values import ModelFacts

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion

ALIAS = "champion"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChampionDecision:
    """What became of the alias.

    Attributes:
        moved: Whether it points elsewhere than before.
        reason: Why, in a sentence.
    """

    moved: bool
    reason: str

    def __str__(self) -> str:
        return self.reason


def crown(
    client: "MlflowClient", *, name: str, version: str, facts: ModelFacts
) -> ChampionDecision:
    """Move the alias to a version if that is better than the present champion on the same data.

    Args:
        client: Of the registry.
        name: The registered model.
        version: The challenger.
        facts: What the challenger scored, and on which data.

    Returns:
        What became of the alias.
    """
    champion = _champion(client, name)
    reason = _reason(champion, version=version, facts=facts)
    if reason.moved:
        client.set_registered_model_alias(name, ALIAS, version)
    return reason


def _reason(
    champion: "ModelVersion | None", *, version: str, facts: ModelFacts
) -> ChampionDecision:
    score = facts.dev_macro_f1
    own = f"version {version} (macro-F1 {score:.4f} on dev)"
    if champion is None:
        return ChampionDecision(moved=True, reason=f"{own} is the first champion")
    if str(champion.version) == version:
        return ChampionDecision(moved=False, reason=f"{own} is the champion")
    other = f"version {champion.version}"
    if champion.tags.get("dev_digest") != facts.dev_digest:
        return ChampionDecision(
            moved=False,
            reason=f"{other} stays champion: {own} was scored on other dev data, so the two "
            "do not compare",
        )
    best = _number(champion.tags.get("dev_macro_f1"))
    if best is None:
        return ChampionDecision(
            moved=False, reason=f"{other} stays champion: it has no tag dev_macro_f1 to beat"
        )
    if score > best:
        return ChampionDecision(
            moved=True, reason=f"{own} is the new champion, before {other} ({best:.4f})"
        )
    return ChampionDecision(moved=False, reason=f"{other} ({best:.4f}) stays champion over {own}")


def _champion(client: "MlflowClient", name: str) -> "ModelVersion | None":
    from mlflow.exceptions import MlflowException

    try:
        return client.get_model_version_by_alias(name, ALIAS)
    except MlflowException as error:
        if error.error_code in ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"):
            return (
                None  # which of the two is said for an alias that is not set depends on the store
            )
        raise


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None
