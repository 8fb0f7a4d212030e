"""``stance doctor``: what this installation has, and what keeps it from working."""

import argparse
import platform
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

from rich.text import Text

import stance
from stance.cli.output import output, print_json
from stance.cli.verbs import FAULTY, OK, argument, verb
from stance.errors import StanceError
from stance.files import cache_folder
from stance.invocation import DISTRIBUTION, extras, pip, pip_install, requirements
from stance.prediction.locating import BUNDLED, default_model
from stance.prediction.predictor import Predictor
from stance.printing import printable
from stance.processor import INSTRUCTIONS, read_processor

#: What each extra is for.
EXTRAS = {
    "train": "training, measuring, MLflow",
    "label": "labelling functions, web pages",
    "report": "stance report",
    "serve": "stance serve",
    "spacy": "a component for spaCy",
    "sweep": "stance sweep",
    "accurate": "the large encoder, to train on",
    "docs": "the site of these pages",
    "dev": "tests and checks of stance itself",
}
_SENTENCE = "The bridge will close on Monday, the port authority said."
#: Longer than MLflow's own patience with a server (30 s); other stores have none.
_PATIENCE_S = 40.0
_N_DIGITS = 12  # of a digest
_MAX_NAMED = 3  # of missing packages


class State(StrEnum):
    """How something is."""

    OK = "ok"
    ABSENT = "absent"
    FAULT = "fault"


_SIGNS = {State.OK: ("✓", "green"), State.ABSENT: ("–", "dim"), State.FAULT: ("✗", "bold red")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the answer.

    Attributes:
        topic: What it is about, with others.
        name: What it is about.
        value: How it is; of a fault, what is wrong and what to do.
        state: Whether it is as it should be.
    """

    topic: str
    name: str
    value: str
    state: State = State.OK


@verb(
    "doctor",
    "say what is installed here, and what keeps it from working",
    argument("--json", action="store_true", help="all of it as JSON"),
    description="Look at versions, processor, default model, MLflow and folders. A line with ✗ "
    "is a fault, and says what to do.",
    epilog="""examples:
  stance doctor
  stance doctor --json > doctor.json          to attach to a report of a bug

exit codes: 0 nothing is wrong, 1 something is
""",
)
def _doctor_verb(options: argparse.Namespace) -> int:
    found: list[Finding] = []
    for one in _findings():
        if not options.json:
            _show(one, is_first=not found or found[-1].topic != one.topic)
        found.append(one)
    is_well = all(one.state is not State.FAULT for one in found)
    if options.json:
        print_json({"ok": is_well, "findings": [asdict(one) for one in found]})
    return OK if is_well else FAULTY


def _show(one: Finding, *, is_first: bool) -> None:
    if is_first:
        output().print(Text(one.topic, style="bold"))
    sign, style = _SIGNS[one.state]
    output().print(Text.assemble((sign, style), f" {one.name:13} {printable(one.value)}"))


def _findings() -> Iterator[Finding]:
    yield from _versions()
    yield from _extras()
    yield from _processor()
    yield from _model()
    yield _store()
    yield from _folders()


def _versions() -> Iterator[Finding]:
    topic, place = "versions", Path(stance.__file__).parent
    yield Finding(topic=topic, name="stance", value=f"{stance.__version__} in {place}")
    python = f"{platform.python_version()} ({sys.executable}), {platform.platform(terse=True)}"
    yield Finding(topic=topic, name="Python", value=python)
    for requirement in requirements(None):
        name, least = _parts(requirement)
        version = _version(name)
        if version is None or _is_older(version, least):
            what = "is missing" if version is None else f"{version} is too old"
            value = f"{what}; run: {pip()} '{requirement}'"
            yield Finding(topic=topic, name=name, value=value, state=State.FAULT)
        else:
            yield Finding(topic=topic, name=name, value=version)


def _parts(requirement: str) -> tuple[str, str]:
    """Give name and least version of a requirement, as in ``numpy>=1.26``."""
    name = re.match(r"[\w.-]+", requirement)
    least = re.search(r">=\s*([\d.]+)", requirement)
    return name[0] if name else requirement, least[1] if least else ""


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _is_older(version: str, least: str) -> bool:
    found, wanted = ([int(one) for one in re.findall(r"\d+", it)] for it in (version, least))
    return found < wanted


def _extras() -> Iterator[Finding]:
    topic = "extras"
    for extra in extras():
        names = [_parts(one)[0] for one in requirements(extra)]
        missing = [one for one in names if one != DISTRIBUTION and _version(one) is None]
        purpose = EXTRAS.get(extra, "")
        if not missing:
            yield Finding(topic=topic, name=extra, value=f"installed: {purpose}")
            continue
        lacks = f"; it lacks {', '.join(missing)}" if len(missing) <= _MAX_NAMED else ""
        value = f"not installed: {purpose}{lacks}; run: {pip_install(extra)}"
        yield Finding(topic=topic, name=extra, value=value, state=State.ABSENT)


def _processor() -> Iterator[Finding]:
    topic, found = "processor", read_processor()
    yield Finding(topic=topic, name="name", value=found.name)
    limits = [f"{found.n_allowed} of {found.n_cores}"]
    limits += [] if found.quota is None else [f"{found.quota:g} at a time by its control group"]
    yield Finding(topic=topic, name="cores", value=", ".join(limits))
    has = " ".join(found.instructions or ()) or f"none of {', '.join(INSTRUCTIONS)} is told"
    is_fast = found.multiplies_bytes
    note = "" if is_fast else "; without VNNI or AMX the bundled model is a third as fast"
    is_x86 = platform.machine().lower() in ("x86_64", "amd64")
    state = State.ABSENT if is_x86 and not is_fast else State.OK
    value = f"{has}{note if state is State.ABSENT else ''}"
    yield Finding(topic=topic, name="8-bit", value=value, state=state)


def _model() -> Iterator[Finding]:
    topic = "model"
    try:
        chosen = default_model()
    except StanceError as error:  # it says what to do
        yield Finding(topic=topic, name="default", value=str(error), state=State.FAULT)
        return
    yield Finding(topic=topic, name="default", value=f"{chosen.model}, since {chosen.because}")
    try:
        began = time.perf_counter()
        predictor = Predictor.load(chosen.model)
        loaded_s = time.perf_counter() - began
        predictor.predict(_SENTENCE)  # the first takes longer
        began = time.perf_counter()
        (sentence,) = predictor.predict(_SENTENCE).sentences
        answered_s = time.perf_counter() - began
    except ModuleNotFoundError as error:
        value = f"needs {error.name!r}; run: {pip_install('train')}"
        yield Finding(topic=topic, name="load", value=value, state=State.FAULT)
        return
    except (StanceError, OSError) as error:
        others = f"--model {BUNDLED} takes the one that ships"
        advice = "install stance anew" if chosen.model == BUNDLED else others
        yield Finding(topic=topic, name="load", value=f"{error}; {advice}", state=State.FAULT)
        return
    digest = f"{predictor.digest[:_N_DIGITS]}; its files have the digests that it lists"
    yield Finding(topic=topic, name="digest", value=digest)
    yield Finding(topic=topic, name="load", value=f"{loaded_s:.2f} s")
    said = f"{sentence.label}, {sentence.confidence:.0%}, in {answered_s * 1e3:.0f} ms"
    yield Finding(topic=topic, name="a sentence", value=f"{said}: {_SENTENCE}")


def _store() -> Finding:
    topic, name = "MLflow", "store"
    if find_spec("mlflow") is None or find_spec("filelock") is None:
        value = "not installed: only training, measuring and models:/… need it (extra train)"
        return Finding(topic=topic, name=name, value=value, state=State.ABSENT)
    from stance.tracking.store import database_path, tracking_uri, without_password

    try:
        uri = tracking_uri(None)
    except StanceError as error:
        return Finding(topic=topic, name=name, value=str(error), state=State.FAULT)
    database, shown = database_path(uri), without_password(uri)
    if database is not None and not database.exists():
        value = f"{shown}: the first training makes it"
        return Finding(topic=topic, name=name, value=value, state=State.ABSENT)
    began = time.perf_counter()
    fault = _fault_of(uri)
    if fault is None:
        value = f"{shown} answers, after {time.perf_counter() - began:.1f} s"
        return Finding(topic=topic, name=name, value=value)
    advice = "start it, or set MLFLOW_TRACKING_URI to another; runs are kept in runs/ meanwhile"
    return Finding(topic=topic, name=name, value=f"{fault}; {advice}", state=State.FAULT)


def _fault_of(uri: str) -> str | None:
    """Say why a store cannot be used; None if it can."""
    from stance.tracking.store import check_store, quiet_mlflow, without_password

    faults = [f"{without_password(uri)} does not answer within {_PATIENCE_S:.0f} s"]

    def ask() -> None:
        try:
            with quiet_mlflow():
                check_store(uri)
            faults.clear()
        except (StanceError, ImportError) as error:  # a driver of a database may be missing
            faults[:] = [str(error)]

    asking = Thread(target=ask, daemon=True)  # is left behind if it takes longer
    asking.start()
    asking.join(_PATIENCE_S)
    return faults[0] if faults else None


def _folders() -> Iterator[Finding]:
    trains = find_spec("torch") is not None
    for name, folder, advice in (
        ("working", Path.cwd(), "training writes runs/ there: go to a folder that is yours"),
        ("cache", cache_folder(), "training keeps encoders there: set STANCE_CACHE"),
        ("temporary", Path(tempfile.gettempdir()), "training works there: set TMPDIR"),
    ):
        fault = _write_fault(folder)
        if fault is None:
            yield Finding(topic="folders", name=name, value=f"{folder}, writable")
        else:
            state = State.FAULT if trains else State.ABSENT
            value = f"{folder}, not writable ({fault}); {advice}"
            yield Finding(topic="folders", name=name, value=value, state=state)


def _write_fault(folder: Path) -> str | None:
    """Try to write into a folder, or into the one in which it would be made."""
    place = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    try:
        with tempfile.TemporaryFile(dir=place):
            return None
    except OSError as error:
        return error.strerror or str(error)


VERBS = (_doctor_verb,)
