"""Where a run and its model come from: code, config, corpora, machine."""

import platform
import subprocess
from pathlib import Path

import torch
from pydantic import JsonValue

import stance
from stance.config import RunConfig, flatten
from stance.pipeline.evaluate.overlap import met_articles
from stance.pipeline.model.weights import parity_facts
from stance.pipeline.train.data import RunData
from stance.pipeline.train.fit import Learnt
from stance.training.fitting.processes import n_processes


def run_tags(config: RunConfig) -> dict[str, str]:
    """Give the facts by which runs are searched."""
    return {
        "stance.version": stance.__version__,
        "stance.config": config.name,
        "stance.model_kind": config.model.kind.value,
        "stance.encoder": config.model.encoder,
        "stance.processes": str(n_processes()),
        "stance.python": platform.python_version(),
        **_git_tags(),
    }


def provenance_of(config: RunConfig, data: RunData, learnt: Learnt) -> dict[str, JsonValue]:
    """Give what a model folder says of its making."""
    provenance: dict[str, JsonValue] = {
        "config": dict(flatten(config)),
        "train": {part.name: part.digest for part in data.train},
        "dev": {part.name: part.digest for part in data.dev},
        "n_train_articles": len(data.train_articles),
        "n_train_sentences": sum(len(one.sentences) for one in data.train_articles),
        **learnt.encoder,
        **met_articles(config, data),
        **_git_tags(),
    }
    if learnt.fit is not None:
        provenance["best_epoch"] = learnt.fit.best_epoch
        provenance["fitting_seconds"] = round(learnt.fit.seconds, 1)
        provenance["n_cores"] = torch.get_num_threads()
    if learnt.parity is not None:
        provenance |= parity_facts(learnt.parity)
    return provenance


def _git_tags() -> dict[str, str]:
    """Give commit and cleanliness of the working folder; empty outside a repository."""
    commit = _git("rev-parse", "HEAD")
    if commit is None:
        return {}
    status = _git("status", "--porcelain", "--untracked-files=no")
    return {"git.commit": commit, "git.dirty": str(bool(status)).lower()}


def _git(*arguments: str) -> str | None:
    """Run git in the working folder; None if it is absent or refuses."""
    try:
        answer = subprocess.run(  # noqa: S603, RUF100  # fixed arguments
            ["git", *arguments],  # noqa: S607, RUF100
            cwd=Path.cwd(),
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()
