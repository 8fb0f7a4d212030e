"""The model card: what a model is, for people who meet its folder."""

from collections.abc import Mapping

from stance.evaluation.abstention import TARGET_ACCURACY
from stance.evaluation.scores import Scores
from stance.evaluation.tables import to_markdown
from stance.prediction.manifest import Manifest, NetworkSettings


def model_card(manifest: Manifest, scores: Mapping[str, Scores]) -> str:
    """Write the card of a model.

    Args:
        manifest: The model.
        scores: By evaluation set; empty if it has not been measured yet.

    Returns:
        Markdown.
    """
    facts = manifest.provenance
    config = facts.get("config")
    encoder = config.get("model.encoder") if isinstance(config, dict) else None
    kind = (
        f"a network over windows of up to {manifest.settings.max_tokens} tokens, encoder {encoder}"
        if isinstance(manifest.settings, NetworkSettings)
        else "a baseline: TF-IDF of the sentence and its neighbours, logistic regression"
    )
    corpora = facts.get("train")
    names = ", ".join(corpora) if isinstance(corpora, dict) else "unknown"
    lines = [
        f"# {manifest.name}",
        "",
        "Labels each sentence of an English news article as official statement, expert analysis "
        "or reported fact, and names its speaker.",
        "",
        "```python",
        "from stance import Predictor",
        'Predictor.load("<this folder>").predict(text)',
        "```",
        "",
        f"* Kind: {kind}",
        f"* Trained on: {names} ({facts.get('n_train_articles')} articles, "
        f"{facts.get('n_train_sentences')} sentences)",
        f"* Made by stance {manifest.stance_version} on {manifest.created}, "
        f"commit {facts.get('git.commit', 'unknown')}",
        f"* Temperature, set on dev: {manifest.temperature:.3f}",
        *_certainty(manifest),
        "",
        "## Figures",
        "",
        to_markdown(scores) if scores else "Not measured.",
        "",
        "## Licences",
        "",
        "`data/originals`: CC BY 4.0. Wikinews texts, if trained on: CC BY 2.5. The encoders "
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
    ]
    return "\n".join(lines)


def _certainty(manifest: Manifest) -> list[str]:
    if manifest.uncertain_below is None:
        return []
    return [
        f"* Uncertain below a confidence of {manifest.uncertain_below:.3f}: on dev, "
        f"{TARGET_ACCURACY:.0%} of the labels at and above it are right"
    ]
