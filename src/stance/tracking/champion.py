"""The champions of a registered model, one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion

ALIAS = "champion"
#: The champion before the present one.
PREVIOUS_ALIAS = "previous"
#: Tag of the registered model: versions that were champion, the oldest first, with commas.
HISTORY_TAG = "stance.champions"
#: Tag of a version: by what it became champion, or should have.
PROMOTION_TAG = "stance.promotion"
_LONGEST_HISTORY = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ChampionDecision:
    """What became of the alias."""

    moved: bool
    reason: str

    def __str__(self) -> str:
        return self.reason


def find_champion(client: "MlflowClient", name: str) -> "ModelVersion | None":
    """Give the champion of a registered model."""
    from mlflow.exceptions import MlflowException

    try:
        return client.get_model_version_by_alias(name, ALIAS)
    except MlflowException as error:
        if error.error_code in ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"):
            return None  # which of the two an unset alias gives depends on the store
        raise


def move_champion(client: "MlflowClient", *, name: str, version: str, why: str) -> None:
    """Make a version the champion, so that a kill at any moment leaves one.

    The alias is the truth: one request moves it. What is written before it (why, and the history)
    counts only if the alias followed; what comes after is mended by the next move.
    """
    champion = find_champion(client, name)
    history = earlier_champions(client, name, champion=champion)
    history += [str(champion.version)] if champion else []
    history = [one for one, after in pairwise([*history, version]) if one != after]
    history = [*history, version][-_LONGEST_HISTORY:]
    client.set_model_version_tag(name, version, PROMOTION_TAG, why)
    client.set_registered_model_tag(name, HISTORY_TAG, ",".join(history))
    client.set_registered_model_alias(name, ALIAS, version)
    _set_previous(client, name, history)


def restore_champion(client: "MlflowClient", name: str) -> ChampionDecision:
    """Give the alias back to the champion before, as safely as ``move_champion``."""
    champion = find_champion(client, name)
    history = earlier_champions(client, name, champion=champion)
    present = f"version {champion.version}" if champion else "no champion"
    if not history:
        return ChampionDecision(
            moved=False, reason=f"{name}: {present} has no earlier champion to go back to"
        )
    client.set_registered_model_alias(name, ALIAS, history[-1])
    client.set_registered_model_tag(name, HISTORY_TAG, ",".join(history))
    _set_previous(client, name, history)
    return ChampionDecision(
        moved=True, reason=f"version {history[-1]} is champion again, instead of {present}"
    )


def earlier_champions(
    client: "MlflowClient", name: str, *, champion: "ModelVersion | None"
) -> list[str]:
    """Give the versions that were champion before the present one, the oldest first.

    Where alias and history disagree, since a process was killed between the two or somebody moved
    the alias by hand, the alias is right.
    """
    tags = client.get_registered_model(name).tags
    there = {str(one.version) for one in client.search_model_versions(f"name = '{name}'")}
    history = [one for one in tags.get(HISTORY_TAG, "").split(",") if one in there]
    if champion is None or str(champion.version) not in history:
        return history
    return history[: len(history) - 1 - history[::-1].index(str(champion.version))]


def _set_previous(client: "MlflowClient", name: str, history: Sequence[str]) -> None:
    if len(history) > 1:
        client.set_registered_model_alias(name, PREVIOUS_ALIAS, history[-2])
    else:
        client.delete_registered_model_alias(name, PREVIOUS_ALIAS)


def promote_first(client: "MlflowClient", *, name: str, version: str) -> ChampionDecision:
    """Make a version the champion if there is none; all others pass the gate of a promotion."""
    champion = find_champion(client, name)
    if champion is None:
        decision = ChampionDecision(moved=True, reason=f"version {version} is the first champion")
        move_champion(client, name=name, version=version, why=decision.reason)
        return decision
    reason = f"version {version} is the champion"
    if str(champion.version) != version:
        reason = (
            f"version {champion.version} stays champion; stance promote measures it and version "
            f"{version} on the same articles"
        )
    return ChampionDecision(moved=False, reason=reason)
