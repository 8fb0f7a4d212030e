"""What the project says of itself agrees with itself."""

import re
import tomllib
from pathlib import Path

import yaml

import stance

ROOT = Path(__file__).parents[1]


def test_changelog_and_package_have_the_same_version():
    versions = re.findall(r"^## \[(\d[^\]]*)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)

    assert versions[0] == stance.__version__


def test_what_is_built_has_the_version_of_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    source = ROOT / project["tool"]["hatch"]["version"]["path"]
    assert f'__version__ = "{stance.__version__}"' in source.read_text("utf-8")


def test_what_is_cited_is_the_package_and_its_last_release():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    released = re.findall(
        r"^## \[(\d[^\]]*)\] - (\S+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M
    )
    assert cited["version"] == stance.__version__
    assert (cited["version"], cited["date-released"]) == released[0]
    assert (cited["license"], cited["keywords"]) == (project["license"], project["keywords"])


def test_a_citation_has_what_its_format_wants():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))

    assert cited["cff-version"] == "1.2.0"
    assert all(cited[key] for key in ("message", "title", "authors"))
    assert all({"name", "family-names"} & set(one) for one in cited["authors"])


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


def test_a_release_has_few_lines_in_the_changelog():
    releases = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.M)[1:]
    assert releases

    assert [one.split()[0] for one in releases if len(re.findall(r"\S.*", one)) > 26] == []


def test_there_are_few_records_of_decisions():
    records = sorted((ROOT / "docs" / "decisions").iterdir())
    assert records

    assert len(records) <= 15
    assert [path.name for path in records if len(path.read_text("utf-8").split()) > 350] == []


def pages() -> list[Path]:
    """What users read."""
    found = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *ROOT.glob("data/*/README.md")]
    assert len(found) > 10
    return [*found, *ROOT.glob("packages/*/README.md")]


def test_every_link_between_pages_leads_to_a_file():
    written = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/*/README.md")]
    links = [
        (page, link)
        for page in written
        for link in re.findall(r"\]\((?!\w+:)([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
    ]
    assert links

    assert [
        f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()
    ] == []


def test_every_page_with_commands_says_how_a_new_shell_finds_them():
    called = re.compile(r"^(?:stance|mlflow) \w.*$", re.M)
    shown = {page: "\n".join(blocks_of(page)) for page in pages()}
    assert called.search(shown[ROOT / "README.md"])

    silent = [
        page.relative_to(ROOT).as_posix()
        for page, text in shown.items()
        if (first := called.search(text)) and ". .venv/bin/activate" not in text[: first.start()]
    ]

    assert silent == []


def test_no_page_installs_an_extra_from_an_index_that_does_not_have_it():
    assert [
        page.name for page in pages() if "install 'stance-news" in page.read_text("utf-8")
    ] == []


def test_the_article_that_readme_shows_is_there_to_try():
    readme = (ROOT / "README.md").read_text("utf-8")
    path = re.search(r"^stance predict (docs/examples/\S+)", readme, re.M)
    assert path is not None

    shown = re.sub(
        r"^(?:\w+ +\d+%(?: s\d)?| {16})", "", blocks_of(ROOT / "README.md")[1], flags=re.M
    )

    sentences = shown.split("\n\n")[0]
    assert sentences.split() == (ROOT / path[1]).read_text("utf-8").split()


def test_every_room_on_the_way_of_a_config_is_there():
    page = (ROOT / "docs" / "way-of-a-config.md").read_text("utf-8")

    rooms = set(re.findall(r"`([a-z_/0-9]+\.py)`", page))

    assert len(rooms) > 20
    assert [room for room in sorted(rooms) if not (ROOT / "src" / "stance" / room).is_file()] == []


def blocks_of(page: Path) -> list[str]:
    return re.findall(r"^```\w*\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S)
