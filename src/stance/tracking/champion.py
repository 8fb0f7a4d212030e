"""Whether a version that has just been registered becomes the champion."""

from typing import TYPE_CHECKING

from stance.run_record.naming import todays_name
from stance.run_record.values import ModelFacts
from stance.tracking.succession import ChampionDecision, find_champion, move_champion

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run
    from mlflow.entities.model_registry import ModelVersion


def crown(
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
