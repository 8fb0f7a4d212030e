"""What every system reads and writes; the standard library alone, for each has its own packages."""

import json
from collections import defaultdict
from pathlib import Path
from random import Random

#: Never committed: it holds the texts.
OUT = Path("runs/baselines")
SENTENCES = OUT / "sentences.json"
TRAIN = "train"
LABELS = ("official_statement", "expert_analysis", "reported_fact")


def read_articles() -> dict[str, list[list[dict[str, str]]]]:
    """Give, for train and for each evaluation set, the sentences of each article."""
    return json.loads(SENTENCES.read_text("utf-8"))


def read_sentences() -> dict[str, list[dict[str, str]]]:
    """Give the same without the bounds of articles."""
    parts = read_articles()
    return {name: [one for article in part for one in article] for name, part in parts.items()}


def write_answer(
    system: str,
    labels: dict[str, list[str]],
    *,
    train_s: float,
    predict_s: float,
    megabytes: float,
    trained_on: int,
) -> None:
    """Keep what a system said.

    Args:
        system: Its name, as the table calls it.
        labels: For each evaluation set the label of each sentence, in order.
        train_s: Processor seconds of training, on one core.
        predict_s: Likewise, of labelling all sets.
        megabytes: What must be stored to predict.
        trained_on: Sentences that it learnt from.
    """
    facts = {
        "labels": labels,
        "train_s": round(train_s, 1),
        "predict_s": round(predict_s, 1),
        "megabytes": round(megabytes, 1),
        "trained_on": trained_on,
    }
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / f"{system}.json").write_text(json.dumps(facts), encoding="utf-8")
    print(f"{system}: trained {train_s:.0f} s, predicted {predict_s:.0f} s", flush=True)


def few_of_each(sentences: list[dict[str, str]], n: int, *, seed: int) -> list[dict[str, str]]:
    """Draw n sentences of each label."""
    by_label = defaultdict(list)
    for one in sentences:
        by_label[one["label"]].append(one)
    chance = Random(seed)
    return [one for label in LABELS for one in chance.sample(by_label[label], n)]


def size_of(folder: Path) -> float:
    """Give the size of a folder's files in megabytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
