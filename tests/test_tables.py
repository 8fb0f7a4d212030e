"""The tables on the pages are those of the figures on record."""

import importlib.util
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_spec = importlib.util.spec_from_file_location("tables", ROOT / "experiments" / "tables.py")
tables = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tables)


def test_there_are_pages_with_tables():
    assert len(tables.pages()) > 5


@pytest.mark.parametrize("page", tables.pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_shows_the_figures_on_record(page):
    assert tables.rendered(page) == page.read_text("utf-8"), "run `make tables`"


def test_figures_show_the_interval_that_is_on_record():
    found = {
        "measures": {
            "ece": {"value": 0.0125},
            "macro_f1": {"value": 0.9, "low": 0.85, "high": 0.93},
        }
    }

    assert tables.cell(found, ("macro_f1",)) == "0.900 (0.85–0.93)"
    assert tables.cell(found, ("ece", "accuracy")) == "0.013; –"


def test_new_scores_take_the_place_of_those_of_their_set_alone(tmp_path):
    kept, scores = tmp_path / "kept.json", tmp_path / "scores.json"
    kept.write_text(json.dumps({"old": {"n_articles": 1}, "new": {"n_articles": 2}}))
    scores.write_text(json.dumps({"sets": {"new": {"n_articles": 3, "slices": []}}}))

    tables.keep_scores(scores, kept)

    assert json.loads(kept.read_text()) == {"old": {"n_articles": 1}, "new": {"n_articles": 3}}


def test_a_printed_table_is_kept_and_shown_as_it_was():
    printed = "reads\n| set | wrong |\n| --- | ---: |\n| gum | 13 |"

    grid = tables.grid_of(printed)

    assert printed.endswith(tables.markdown(grid["columns"], grid["rows"]))
