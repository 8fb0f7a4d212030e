"""The model card: what a model is, for people who meet its folder."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from stance.config import todays_settings
from stance.evaluation.calibration import TARGET_ACCURACY
from stance.evaluation.reports import SetReport
from stance.evaluation.scores import Scores
from stance.evaluation.tables import style_grids, to_markdown
from stance.prediction.manifest import Manifest, NetworkSettings
from stance.rendering.grids import write
from stance.schemes import NEWS, LabelScheme

#: What one core of a server's processor draws under load, roughly, its share of the rest included.
_WATTS_A_CORE = 15

#: Where the articles of the project are, from its folder.
_ORIGINALS = "data/originals"
#: What follows the figures of a model with the labels of news that learnt from these articles.
_OF_ORIGINALS = (
    "## Licences",
    "",
    "`data/originals`, and the labels of all that is trained on: CC BY 4.0. Texts, if trained on: "
    "of Wikinews CC BY 2.5, of `data/globalvoices` CC BY 3.0, of `data/gmb` public domain, of "
    "`data/masc` free for research and development, of `data/onestop` CC BY-SA 4.0. The encoders "
    "all-MiniLM-L6-v2 and all-mpnet-base-v2: Apache 2.0.",
    "",
    "## Limits",
    "",
    "English news only. Trained mostly on articles written for the project, which are denser "
    "in attributed speech than real news; on outlets unlike those in training it is less "
    "right and less well calibrated than on its own test split; there the most frequent error "
    "is the outlet's own background given to the speaker before it. Not for decisions about "
    "persons.",
    "",
)
#: What follows those of a model with the labels of news that learnt from other articles alone.
_OF_OTHERS = (
    "## Limits",
    "",
    "English news only. On outlets unlike those in training it is less right and less well "
    "calibrated than on its own test split. Not for decisions about persons.",
    "",
)


def model_card(
    manifest: Manifest, scores: Mapping[str, Scores], *, reports: Mapping[str, SetReport]
) -> str:
    """Write the card of a model."""
    facts = manifest.provenance
    config = _config(facts)
    encoder = config.get("model.encoder")
    kind = (
        f"a network over windows of up to {manifest.settings.max_tokens} tokens, encoder {encoder}"
        if isinstance(manifest.settings, NetworkSettings)
        else "a baseline: TF-IDF of the sentence and its neighbours, logistic regression"
    )
    corpora = facts.get("train")
    scheme = manifest.label_scheme
    names = ", ".join(corpora) if isinstance(corpora, dict) else "unknown"
    lines = [
        f"# {manifest.name}",
        "",
        f"Labels each sentence of an English news article as {scheme.choice}, and names its "
        "speaker.",
        "",
        "```python",
        "from stance import Predictor",
        "",
        'Predictor.load("<this folder>").predict(text)',
        "```",
        "",
        f"* Kind: {kind}",
        f"* Trained on: {names} ({facts.get('n_train_articles')} articles, "
        f"{facts.get('n_train_sentences')} sentences)",
        *_start(config),
        *_fits(config),
        *_distilled(config),
        f"* Made by stance {manifest.stance_version} on {manifest.created}, "
        f"commit {facts.get('git.commit', 'unknown')}",
        *_storage(facts),
        *_probes(facts),
        f"* Temperature, set on dev: {manifest.temperature:.3f}; the outlet's label is likelier by "
        f"{manifest.outlet_gain:.2f} nats than the network says, likewise; on outlets never seen "
        f"answers are softened by {manifest.unseen_temperature:.2f}",
        *_certainty(manifest),
        *_effort(facts),
        "",
        "## Figures",
        "",
        to_markdown(scores) if scores else "Not measured.",
        "",
        *(write(grid) for grid in style_grids(reports)),
        *(_limits(config) if scheme is NEWS else _meanings(scheme)),
    ]
    return "\n".join(lines)


def _config(facts: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Give the settings that a model was made by; none if it does not tell them."""
    config = facts.get("config")
    return todays_settings(config) if isinstance(config, dict) else {}


def _limits(config: Mapping[str, JsonValue]) -> Sequence[str]:
    """Give licences and limits, as far as the articles that were learnt from decide them."""
    learnt_from = [
        str(files)
        for name, files in config.items()
        if name.startswith("data.train.") and name.endswith(".files")
    ]
    is_own = any(files.startswith(_ORIGINALS) for files in learnt_from)
    return _OF_ORIGINALS if is_own else _OF_OTHERS


def _meanings(scheme: LabelScheme) -> list[str]:
    """Say what the labels of another scheme mean; of its data and their limits we know nothing."""
    told = [
        f"* `{one.name}`{' (attributed)' if one.attributed else ''}: {one.description or '–'}"
        for one in scheme.labels
    ]
    return [f"## Labels: the scheme {scheme.name}", "", *told, ""]


def _fits(config: Mapping[str, JsonValue]) -> list[str]:
    prefix = "training.average_fits."
    further = {name.split(".")[2] for name in config if name.startswith(prefix)}
    return [f"* Weights are the mean of {1 + len(further)} fits"] if further else []


def _start(config: Mapping[str, JsonValue]) -> list[str]:
    start, weight = config.get("training.start"), config.get("training.start_weight")
    if start is None:
        return []
    share = f" (weight in the mean: {weight})" if weight else ""
    return [f"* Training went on from: {start}{share}"]


def _distilled(config: Mapping[str, JsonValue]) -> list[str]:
    if config.get("training.distill_from") is None:
        return []
    weight = config.get("training.distill_weight")
    return [
        f"* Distilled from: {config['training.distill_from']} (weight against labels: {weight})"
    ]


def _storage(facts: Mapping[str, JsonValue]) -> list[str]:
    config = _config(facts)
    weights, agreement = config.get("export.weights"), facts.get("export_label_agreement")
    if weights is None or not isinstance(agreement, int | float):
        return []
    integers = "linear maps multiply in 8-bit integers"
    later = facts.get("arithmetic_label_agreement")
    at_once = f", and {integers}" if config.get("export.arithmetic") == "int8" and not later else ""
    lines = [
        f"* Weights are stored as {weights}{at_once}: on dev {agreement:.1%} of the sentences have "
        "the label that the network gave before"
    ]
    if isinstance(later, int | float):
        lines.append(
            f"* {integers.capitalize()}: on dev {later:.1%} of the sentences keep the label that "
            "arithmetic in float32 gives"
        )
    return lines


def _probes(facts: Mapping[str, JsonValue]) -> list[str]:
    told = {
        "n_mention_articles": "Which words name one speaker: learnt from the sources of",
        "n_speech_articles": "Whether anybody speaks in a sentence: learnt from",
    }
    return [f"* {what} {facts[name]} articles" for name, what in told.items() if name in facts]


def _effort(facts: Mapping[str, JsonValue]) -> list[str]:
    """Say what fitting took; the energy is an estimate by a usual power for each core."""
    seconds, n_cores = facts.get("fitting_seconds"), facts.get("n_cores")
    if not isinstance(seconds, int | float):
        return []
    line = f"* Fitting took {seconds / 3600:.1f} hours"
    if isinstance(n_cores, int):
        energy = seconds / 3600 * n_cores * _WATTS_A_CORE
        line += f" on {n_cores} processor cores, about {energy:.0f} Wh at {_WATTS_A_CORE} W each"
    return [line]


def _certainty(manifest: Manifest) -> list[str]:
    if manifest.uncertain_below is None:
        return []
    return [
        f"* Uncertain below a confidence of {manifest.uncertain_below:.3f}: on each part of "
        f"dev, {TARGET_ACCURACY:.0%} of the labels at and above it are right"
    ]
