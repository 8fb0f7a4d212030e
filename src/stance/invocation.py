"""What to type here for ``stance`` and for an extra of it, in a shell as it was opened."""

import json
import os
import re
import shlex
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

if TYPE_CHECKING:
    from importlib.metadata import Distribution

#: The distribution's name, which is not that of the package.
DISTRIBUTION = "stance-news"


def program() -> str:
    """Give what starts ``stance`` from the working folder, whether or not its folder is on PATH.

    Returns:
        ``stance``, if that starts this installation; else the path of its script, such as
        ``.venv/bin/stance``; without a script, a call of its Python.
    """
    script = shutil.which("stance", path=sysconfig.get_path("scripts"))
    found = shutil.which("stance")
    if script is None:
        return f"{_python()} -m stance.cli"
    if found is not None and Path(found).samefile(script):
        return "stance"
    return shlex.quote(_shown(Path(script)))


def pip() -> str:
    """Give the command that installs packages for this Python, up to their names."""
    installed = _distribution()
    installer = (installed.read_text("INSTALLER") or "") if installed is not None else ""
    if installer.strip() == "uv":  # its environments have no pip
        return f"uv pip install --python {_python()}"
    return f"{_python()} -m pip install"


def pip_install(extra: str) -> str:
    """Give the command that adds an extra to this installation.

    An extra is installed from where stance itself came. If that is gone, the packages of the
    extra are named, which any index has.

    Args:
        extra: Such as ``train``.

    Returns:
        A line for a shell that is in the working folder.
    """
    return f"{pip()} {_source(extra)}"


def extras() -> list[str]:
    """Give the extras that this installation knows; none if stance is not installed."""
    installed = _distribution()
    return [] if installed is None else installed.metadata.get_all("Provides-Extra") or []


def requirements(extra: str | None) -> list[str]:
    """Give what stance needs, or only an extra of it, as in ``torch>=2.9``.

    Args:
        extra: Such as ``train``; None for what stance needs without any.

    Returns:
        The requirements; none if stance is not installed.
    """
    installed = _distribution()
    declared = (installed.requires if installed is not None else None) or []
    pairs = [one.partition(";") for one in declared]
    of_extra = re.compile(rf"""\bextra\s*==\s*["']{re.escape(extra or "")}["']""")
    is_wanted = of_extra.search if extra else lambda marker: "extra" not in marker
    return [name.strip() for name, _, marker in pairs if is_wanted(marker)]


def _source(extra: str) -> str:
    clone = _clone()
    if clone is not None:
        return f"-e {_folder(clone, extra)}"
    installed = _distribution()
    origin = json.loads((installed and installed.read_text("direct_url.json")) or "{}")
    url = origin.get("url", "")
    if not url:  # it came from an index
        return shlex.quote(f"{DISTRIBUTION}[{extra}]")
    if urlsplit(url).scheme != "file":
        prefix = f"{origin['vcs_info']['vcs']}+" if "vcs_info" in origin else ""
        return shlex.quote(f"{DISTRIBUTION}[{extra}] @ {prefix}{url}")
    place = Path(url2pathname(urlsplit(url).path))
    if place.exists():
        return _folder(place, extra)
    return " ".join(map(shlex.quote, requirements(extra)))


def _clone() -> Path | None:
    # Python runs the files of a clone itself if stance is installed by `pip install -e`
    folder = Path(__file__).parents[2]
    return folder if (folder / "pyproject.toml").is_file() else None


def _folder(place: Path, extra: str) -> str:
    shown = _shown(place)
    here = shown if Path(shown).is_absolute() or shown == "." else f"./{shown}"
    return shlex.quote(f"{here}[{extra}]")


def _python() -> str:
    for name in ("python", "python3"):
        found = shutil.which(name)
        # not resolved: the Python of a virtual environment is a link to that of the system
        if found is not None and os.path.abspath(found) == os.path.abspath(sys.executable):  # noqa: PTH100
            return name
    return shlex.quote(_shown(Path(sys.executable)))


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _distribution() -> "Distribution | None":
    from importlib import metadata  # takes a while, and only hints need it

    try:
        return metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return None
