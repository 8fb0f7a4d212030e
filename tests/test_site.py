"""The site has every page, and every link on it leads somewhere."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import stance

ROOT = Path(__file__).parents[1]
OUTSIDE = re.compile(r"""<(?:script|img|link|iframe)\b[^>]*\b(?:src|href)=["']?(?:https?:)?//""")


def in_nav() -> list[str]:
    found: list[str] = re.findall(
        r"^ +- (?:\w+: )?(\S+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.M
    )
    assert len(found) > 40
    return found


def test_every_page_is_in_the_navigation_once():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("data/*/README.md")]
    names = sorted(page.relative_to(ROOT).as_posix() for page in pages)

    named = in_nav()

    assert [name for name in names if named.count(name) != 1] == []


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pytest.importorskip("mkdocstrings_handlers")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "-d", folder]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return folder


def test_the_site_is_built_with_every_link_checked(site):
    built = {page.relative_to(site).as_posix() for page in site.rglob("*.html")}

    wanted = {re.sub(r"README\.md$", "index.md", one) for one in in_nav()}
    assert wanted <= {re.sub(r"\.html$", ".md", one) for one in built}


def test_pages_load_nothing_from_outside(site):
    pages = list(site.rglob("*.html"))
    assert pages

    assert [page.name for page in pages if OUTSIDE.search(page.read_text("utf-8"))] == []


def test_the_reference_has_all_that_is_public(site):
    shown = (site / "python.html").read_text("utf-8")

    public = [name for name in stance.__all__ if name != "__version__"]
    assert [name for name in public if f'id="stance.{name}"' not in shown] == []


def test_the_commands_have_every_verb(site):
    shown = (site / "commands.html").read_text("utf-8")

    assert "stance data validate data/originals" in shown
    assert "<code>stance doctor</code>" in shown
