"""What the project says of itself agrees with itself."""

import re
from pathlib import Path

import stance

ROOT = Path(__file__).parents[1]


def test_changelog_and_package_have_the_same_version():
    versions = re.findall(r"^## \[(\d[^\]]*)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)

    assert versions[0] == stance.__version__


def test_every_make_verb_has_a_line_of_help():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    verbs = re.search(r"^\.PHONY: (.*)$", makefile, re.M)
    assert verbs is not None

    helped = set(re.findall(r"^([a-z-]+):[^#\n]*## \S", makefile, re.M))

    assert set(verbs.group(1).split()) == helped


def test_help_has_room_for_every_make_verb():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    room = re.search(r"expand -t (\d+)", makefile)
    assert room is not None

    verbs = re.findall(r"^([a-z-]+):[^#\n]*## \S", makefile, re.M)

    assert max(map(len, verbs)) < int(room.group(1))


def test_every_config_that_the_command_line_names_is_there():
    sources = sorted((ROOT / "src" / "stance" / "cli").glob("*.py"))

    named = {
        name
        for path in sources
        for name in re.findall(r"configs/[\w/-]+\.yaml", path.read_text("utf-8"))
    }

    assert named
    assert {name for name in named if not (ROOT / name).is_file()} == set()


def test_no_source_file_outgrows_the_house():
    files = sorted((ROOT / "src").rglob("*.py"))
    assert files

    long = {
        path.name: n for path in files if (n := len(path.read_text("utf-8").splitlines())) > 400
    }

    assert not long
