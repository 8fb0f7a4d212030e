import io
import sys

import pytest
from rich.table import Table

from stance.cli.output import output
from stance.rendering.grids import Grid, draw

PATH = "runs/news-20261203T063353Z/" + "/".join(["a-long-folder"] * 9)
SENTENCE = "The port authority said that the bridge will close for eleven days from Monday. " * 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def shown(monkeypatch):
    """Gives what a terminal of 40 columns is sent."""

    def show(what: object) -> list[str]:
        stream = Terminal()
        monkeypatch.setattr(sys, "stdout", stream)
        output(width=40).print(what)
        return stream.getvalue().splitlines()

    return show


def make_grid(**changes: object) -> Grid:
    values = {
        "title": "Runs that somebody has trained in this folder, as far as they are known",
        "header": ("run", "mean score", "status"),
        "rows": [(PATH, "0.9 (0.8–1.0)", "finished"), ("b", "–", "failed")],
        "words": ("status",),
    }
    return Grid(**(values | changes))


def test_a_pipe_gets_each_row_on_one_line(capsys):
    output().print(draw(make_grid(rows=[(PATH * 9, SENTENCE, "x" * 900)])))

    lines = capsys.readouterr().out.splitlines()
    assert [len(one.split()) for one in lines if PATH in one] == [1 + len(SENTENCE.split()) + 1]


def test_a_pipe_gets_a_title_on_one_line(capsys):
    output().print(draw(make_grid(rows=[("a", "1", "b")])))

    assert make_grid().title in capsys.readouterr().out.splitlines()


def test_a_pipe_gets_no_blanks_at_the_end_of_a_line(capsys):
    table = Table("a", "b", box=None)
    table.add_row("one", "two and three")
    table.add_row("one", "two")

    output().print(draw(make_grid()), table)

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 6
    assert [one for one in lines if one != one.rstrip()] == []


def test_the_columns_of_a_pipe_do_not_depend_on_the_environment(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")

    output().print(draw(make_grid()))

    assert PATH in capsys.readouterr().out


def test_a_path_is_whole_on_a_narrow_terminal(shown):
    lines = shown(draw(make_grid()))

    (line,) = (one for one in lines if PATH in one)
    assert line.split() == [PATH, "0.9", "(0.8–1.0)", "finished"]


def test_prose_is_broken_on_a_narrow_terminal_at_blanks(shown):
    grid = make_grid(header=("article", "sentence"), rows=[("a-1", SENTENCE)], prose=("sentence",))

    rows = shown(draw(grid))[4:]

    assert len(rows) > 1
    assert max(map(len, rows)) <= 40
    assert " ".join(rows).split() == ["a-1", *SENTENCE.split()]


def test_a_sentence_is_left_to_the_terminal_to_break(shown):
    assert shown(SENTENCE.strip()) == [SENTENCE.strip()]


def test_words_begin_at_the_left_and_numbers_end_at_the_right(capsys):
    output().print(draw(make_grid()))

    rows = capsys.readouterr().out.splitlines()[-2:]
    assert [one.index(word) for one, word in zip(rows, ("finished", "failed"), strict=True)] == [
        len(PATH) + 17
    ] * 2
    assert rows[1].index("–") == len(PATH) + 14
