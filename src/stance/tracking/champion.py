"""The champions of a registered model, and whether a new version becomes the next one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from stance.run_record.naming import todays_name
from stance.run_record.values import ModelFacts

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run
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
    """What became of the alias.

    Attributes:
        moved: Whether it points elsewhere than before.
        reason: Why, in a sentence.
    """

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


def promote_if_better(
    client: "MlflowClient", *, name: str, version: str, facts: ModelFacts
) -> ChampionDecision:
    """Move the alias to a version if that is better than the present champion on the same data.

    Better on dev, that is, and on no other set of both below the champion's interval.
    """
    champion = find_champion(client, name)
    decision = _decide(champion, version=version, facts=facts)
    if decision.moved and champion is not None:
        own = client.get_model_version(name, version)
        decision = _unless_worse(decision, worse_sets(client, own=own, champion=champion))
    if decision.moved:
        move_champion(client, name=name, version=version, why=decision.reason)
    return decision


def worse_sets(
    client: "MlflowClient", *, own: "ModelVersion", champion: "ModelVersion"
) -> list[str]:
    """Name the sets on which a version is below the champion's interval, by their runs' figures.

    Only sets count whose digest is the same in both runs.
    """
    if not own.run_id or not champion.run_id:  # registered by hand
        return []
    ours, theirs = (client.get_run(one.run_id) for one in (own, champion))
    measured = _digests(theirs)
    worse = []
    for name, digest in _digests(ours).items():
        score, low = _figure(ours, name, "macro_f1"), _figure(theirs, name, "macro_f1_low")
        if measured.get(name) != digest or score is None or low is None:
            continue
        if score < low:
            worse.append(f"{name} ({score:.4f}, below the champion's interval from {low:.4f})")
    return worse


def _digests(run: "Run") -> dict[str, str]:
    return {one.dataset.name: one.dataset.digest for one in run.inputs.dataset_inputs}


def _figure(run: "Run", name: str, score: str) -> float | None:
    """Give a score on a set, whichever version of this package recorded it."""
    figures = {todays_name(one): value for one, value in run.data.metrics.items()}
    return figures.get(f"{name}/{score}")


def _unless_worse(decision: ChampionDecision, worse: list[str]) -> ChampionDecision:
    if not worse:
        return decision
    reason = f"{decision.reason}, were it not worse on {', '.join(worse)}; see stance promote"
    return ChampionDecision(moved=False, reason=reason)


def _decide(
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
            "do not compare; stance promote measures both on the same",
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


def _number(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None
