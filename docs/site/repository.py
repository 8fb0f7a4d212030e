"""Has MkDocs take pages from where they are in the repository, and adds what can be generated.

A page keeps its path, so that the links between pages, which lead to files, hold on the site too.
"""

import argparse
import os
import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import stance
from stance.cli.main import command_line

ROOT = Path(__file__).parents[2]
#: Where pages and their pictures are; the site has no other files than these and what they link to.
PAGES = ("*.md", "docs/**/*.md", "docs/images/*", "data/*/README.md", "experiments/**/*.md")
CARDS = ("packages/accurate/README.md", "src/stance/bundled/README.md", "docs/site/site.css")
LINK = re.compile(r"(?<=\]\()(?!\w+:|#)([^)\s#]+)")
COLUMNS = "100"  # of the help of a verb


def on_config(config: MkDocsConfig) -> None:
    """Leave out the script from outside that the plugin ``offline`` adds."""
    config.extra["polyfills"] = []


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the repository's files in place of those below ``docs``; keep those of the theme."""
    ours = [one for one in files if one.src_dir != config.docs_dir]
    pages = [path for pattern in (*PAGES, *CARDS) for path in sorted(ROOT.glob(pattern))]
    linked = [path for page in pages if page.suffix == ".md" for path in _linked(page)]
    for path in dict.fromkeys([*pages, *linked]):
        name = path.relative_to(ROOT).as_posix()
        if path.is_dir():
            content = f"# {path.name.capitalize()}\n\n" + "\n".join(_contents(path))
            ours.append(File.generated(config, f"{name}/README.md", content=content))
        else:
            ours.append(File(name, str(ROOT), config.site_dir, config.use_directory_urls))
    ours.append(File.generated(config, "python.md", content=_python()))
    ours.append(File.generated(config, "commands.md", content=_commands()))
    return Files(ours)


def on_page_markdown(markdown: str, page: Page, **_others: object) -> str:
    """Let links to a folder lead to its list of contents, or its page."""
    folder = (ROOT / page.file.src_uri).parent

    def to_page(link: re.Match[str]) -> str:
        is_folder = (folder / link[1]).is_dir()
        return f"{link[1].rstrip('/')}/README.md" if is_folder else link[1]

    return LINK.sub(to_page, markdown)


def _linked(page: Path) -> Iterator[Path]:
    """Give the files and folders of the repository that a page links to, but for pages."""
    for link in LINK.findall(page.read_text("utf-8")):
        path = (page.parent / link).resolve()
        has_page = path.suffix == ".md" or (path / "README.md").exists()
        if path.exists() and path != ROOT and not has_page:
            yield path


def _contents(folder: Path) -> Iterator[str]:
    """Give a line for each page in a folder, or in the folders in it."""
    for page in sorted([*folder.glob("*.md"), *folder.glob("*/README.md")]):
        title = page.read_text("utf-8").partition("\n")[0].lstrip("# ")
        yield f"* [{title}]({page.relative_to(folder).as_posix()})"


def _python() -> str:
    names = [name for name in stance.__all__ if not name.startswith("_")]
    return "# Python\n\n" + "\n\n".join(f"::: stance.{name}" for name in names) + "\n"


def _commands() -> str:
    os.environ["COLUMNS"] = COLUMNS  # argparse asks it
    return "# Commands\n\n" + "\n".join(_helps(command_line()))


def _helps(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Give the help of a parser and of all its verbs, each under a heading."""
    yield f"## `{parser.prog}`\n\n```text\n{parser.format_help().rstrip()}\n```\n"
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield from _helps(one)
