"""What a terminal is shown, and what it is not."""

from io import StringIO

from rich.console import Console

import making
from stance.cli.datatables import tables_of
from stance.cli.rendering import render
from stance.corpus.rows import check_shape
from stance.corpus.statistics import count_corpus
from stance.rendering.grids import draw


def show(thing):
    console = Console(
        width=200, force_terminal=True, color_system="standard", record=True, file=StringIO()
    )
    console.print(thing)
    return console.export_text(styles=True)


def test_words_stay_underlined_behind_a_carriage_return():
    article = making.make_article(
        ("Rain fell,\r\nthe port authority said.", making.FACT, "the port authority", "said")
    )

    shown = show(render(article))

    assert "4;35mthe port authority\x1b" in shown
    assert "4msaid\x1b" in shown


def test_a_text_gives_the_terminal_no_orders():
    article = making.make_article(("Rain \x1b[2Jfell\x07.", making.FACT))

    shown = show(render(article))

    assert "\x1b[2J" not in shown
    assert "\x07" not in shown


def test_brackets_in_data_are_shown_as_they_are():
    article = making.make_article(("Rain fell.", making.FACT), id="a")
    row = check_shape({**article.to_dict(), "domain": "[/news]"})

    shown = "".join(show(draw(grid)) for grid in tables_of(count_corpus([row])))

    assert "[/news]" in shown
