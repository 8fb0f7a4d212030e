"""What a reader sees at the end of a run, in a terminal and in a file."""

import re
from io import StringIO

import pytest
from rich.console import Console

from stance.evaluation.reports import report_set
from stance.evaluation.scores import score
from stance.evaluation.tables import report_grids, to_markdown, to_tables
from stance.rendering.grids import Grid, draw, write


def printed(scores, *, width=80):
    console = Console(file=StringIO(), width=width, color_system=None)
    for table in to_tables(scores):
        console.print(table)
    return console.file.getvalue()


@pytest.fixture
def scores(make_article):
    gold = make_article("ooef", speakers="aab-", sources=[(0, 5)] * 4, cues=[(6, 10)] * 4)
    predicted = make_article("oeef", speakers="xxy-", sources=[(0, 8)] * 4, cues=[(6, 10)] * 4)
    return {"wikinews-dev": score([gold], [predicted])}


def test_every_number_is_there_at_width_80(scores):
    text = printed(scores)

    assert "0.778 (0.778–0.778)" in text  # macro-F1 with its interval
    assert "official_statement      1.000   0.500  0.667     2         1       1     0" in text
    rows = [line.split()[1:] for line in text.splitlines() if line.startswith("wikinews-dev ")]
    assert rows[1] == ["1.000", "1.000", "1.000", "0.000", "1.000"]  # speakers; the names differ
    assert rows[2] == ["1.000", "0.000", "1.000", "1.000"]  # spans


def test_no_line_is_wider_than_the_terminal(scores):
    wide = {f"{name}-of-a-long-name-{'x' * 40}": one for name, one in scores.items()}

    lines = printed(wide).splitlines()

    assert max(len(line) for line in lines) <= 80


def test_the_label_table_does_not_fold_at_width_80(scores):
    lines = printed(scores).splitlines()

    assert [line.split()[0] for line in lines if "_" in line] == [
        "official_statement",
        "expert_analysis",
        "reported_fact",
    ]


def test_a_set_may_be_named_like_markup(scores):
    text = printed({"[bold]": scores["wikinews-dev"]})

    assert "[bold]" in text


def test_what_gold_does_not_have_is_a_dash(make_article):
    text = printed({"x": score([make_article("of")], [make_article("of")])})

    assert "expert_analysis             –       –      –     0" in text
    assert [line.split()[1:] for line in text.splitlines() if line.startswith("x ")][1:] == [
        ["–"] * 5,
        ["–"] * 4,
        ["–", "–", "1.000", "1.000", "0.000"],
    ]


def test_each_set_has_its_own_table_of_labels(scores):
    two = {"one": scores["wikinews-dev"], "two": scores["wikinews-dev"]}

    assert len(to_tables(two)) == 6


def test_markdown_holds_the_same_cells(scores):
    text = to_markdown(scores)

    assert "| wikinews-dev | 1 | 4 | 0.778 (0.778–0.778) | 0.750 | 0.250 |" in text
    assert "| official_statement | 1.000 | 0.500 | 0.667 | 2 | 1 | 1 | 0 |" in text


def test_markdown_tables_are_rectangles(scores):
    tables = [block for block in to_markdown(scores).split("\n\n") if block.startswith("|")]

    assert len(tables) == 5
    for table in tables:
        assert len({line.count("|") for line in table.splitlines()}) == 1


def test_a_bar_in_a_name_does_not_break_markdown(scores):
    text = to_markdown({"a|b": scores["wikinews-dev"]})

    assert "| a&#124;b | 1 | 4 |" in text


@pytest.fixture
def report(make_article):
    gold, predicted = make_article("ooef" * 9, speakers="aab-" * 9), make_article("oeef" * 9)
    return report_set([gold], [predicted], scores=score([gold], [predicted]))


def test_a_report_has_every_measure_with_its_interval(report):
    measures = next(grid for grid in report_grids({"x": report}) if "every" in grid.title)

    assert ("accuracy", "0.750", "0.750–0.750") in measures.rows


def test_small_slices_are_marked_and_not_hidden(report):
    slices = next(grid for grid in report_grids({"x": report}) if "slices" in grid.title)

    sizes = {row[0]: row[1] for row in slices.rows}
    assert sizes["· official"] == "18*"
    assert sizes["· 1–10 words"] == "36"
    assert "fewer than 30" in slices.note


def test_no_cell_of_a_report_is_not_a_number(report):
    cells = [cell for grid in report_grids({"x": report}) for row in grid.rows for cell in row]

    assert cells
    assert "nan" not in cells


def test_a_report_fits_into_80_columns(report):
    console = Console(file=StringIO(), width=80, color_system=None)

    for grid in report_grids({"wikinews-dev": report}):
        console.print(draw(grid))

    lines = console.file.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    assert re.search(r"· official +18\* +0.500 \(0.500–0.500\) ", "\n".join(lines))


def test_a_line_break_in_a_name_does_not_break_markdown():
    text = write(Grid(title="a\nb", header=("x", "n"), rows=[("a\r\n| b\x1b[2J", "1")]))

    assert text == "### a b\n\n| x | n |\n| --- | ---: |\n| a &#124; b &#91;2J | 1 |\n"


def test_a_grid_gives_the_terminal_no_orders():
    console = Console(file=StringIO(), width=80, color_system=None)
    order = "\x1b[2J"

    console.print(draw(Grid(title=order, header=(order, "n"), rows=[(order, order)], note=order)))

    assert console.file.getvalue().count(" [2J") == 5
    assert "\x1b" not in console.file.getvalue()
