"""The processes that train one network together, started by torchrun or ``accelerate launch``."""

import os
from pathlib import Path

import torch.distributed
from accelerate import PartialState
from accelerate.utils import broadcast_object_list


def n_processes() -> int:
    """Give how many processes train together; 1 if nothing launched several."""
    return int(os.environ.get("WORLD_SIZE", "1"))


def is_first_process() -> bool:
    """Tell whether this is the process that writes and prints."""
    return int(os.environ.get("RANK", "0")) == 0


def backend(*, use_cuda: bool) -> str | None:
    """Give what processes talk over; None for a process by itself."""
    if n_processes() == 1:
        return None
    return "nccl" if use_cuda else "gloo"


def require_one_process(what: str) -> None:
    """Refuse what several processes cannot do together."""
    if n_processes() > 1:
        raise ValueError(f"{what} takes one process, not {n_processes()}; run it without torchrun")


def agree_on_folder(folder: Path | None, *, use_cuda: bool) -> Path:
    """Let all processes know the folder that the first one chose."""
    if n_processes() > 1:
        # lets the processes meet; the Trainer finds them connected
        PartialState(cpu=not use_cuda, backend=backend(use_cuda=use_cuda))
        told = [str(folder.resolve()) if folder else None]
        (name,) = broadcast_object_list(told, from_process=0)
        return Path(name)
    if folder is None:
        raise ValueError("no other process is there to tell the folder")
    return folder


def part_company() -> None:
    """End what the processes have in common; afterwards each may take its time."""
    if torch.distributed.is_initialized():
        torch.distributed.destroy_process_group()
