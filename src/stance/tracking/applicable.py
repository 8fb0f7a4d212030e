"""Which of a run's settings MLflow is told: those that its model was made by."""

from collections.abc import Callable, Mapping, Sequence

Value = str | int | float | bool | None

#: Where a run is kept, and what its articles are called: datasets, tags and the run's name say it.
_ELSEWHERE = ("name", "tracking.", "promotion.", "data.")
#: What of ``data`` is a setting, unless it is as it always is.
_OF_DATA: Mapping[str, Value] = {"repeat": 1, "perturb": 0.0}
#: What only one kind of model has.
_OF_NETWORKS = ("model.", "training.", "export.", "mentions.", "speech.")
_OF_BASELINES = ("baseline.",)


def applicable(params: Mapping[str, Value]) -> dict[str, Value]:
    """Give the settings of a run that its model was made by.

    MLflow sorts params by name and compares runs by the first that differ, so what says nothing
    of the model stands in the way there; ``run.json`` has the whole config.

    Args:
        params: All settings, as ``section.key``.

    Returns:
        Those of the kind of model that was trained and of what was switched on, without what was
        left open. Articles are in a run's datasets; of ``data`` only what is done to them is left.

    Examples:
        >>> applicable({"model.kind": "baseline", "baseline.max_ngram": 2, "training.epochs": 3})
        {'model.kind': 'baseline', 'baseline.max_ngram': 2}
    """
    off = _switched_off(params)
    kind = {name: params[name] for name in ("model.kind",) if name in params}
    return kind | {
        name: value
        for name, value in params.items()
        if value is not None
        and not name.startswith(off)
        and (not name.startswith(_ELSEWHERE) or _is_done_to_articles(name, value))
    }


def _switched_off(params: Mapping[str, Value]) -> tuple[str, ...]:
    if params.get("model.kind") == "baseline":
        return _OF_NETWORKS
    off: list[str] = [*_OF_BASELINES]
    switches: Sequence[tuple[str, Callable[[Value], bool], tuple[str, ...]]] = (
        ("mentions.epochs", bool, ("mentions.places", "mentions.depth")),
        ("training.start", bool, ("training.start_weight",)),
        ("training.distill_from", bool, ("training.distill_weight",)),
        ("export.weights", lambda format_: format_ == "codebooks", ("export.residual_megabytes",)),
    )
    for switch, is_on, settings in switches:
        if not is_on(params.get(switch)):
            off += settings
    return tuple(off)


def _is_done_to_articles(name: str, value: Value) -> bool:
    last = name.rpartition(".")[2]
    is_setting = name.startswith("data.") and last in _OF_DATA and value != _OF_DATA[last]
    return is_setting or name.startswith("data.calibrate_on.") or name == "data.scheme.name"
