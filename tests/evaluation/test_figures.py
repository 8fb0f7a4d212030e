"""Figures hold the numbers they are drawn from, and leave matplotlib as it was."""

import math
import subprocess
import sys

import matplotlib as mpl
import pytest

from stance.evaluation.figures import (
    draw_confusion,
    draw_coverage,
    draw_learning_curves,
    draw_reliability,
    save_png,
)
from stance.evaluation.scores import score

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def scores(make_article):
    predicted = make_article("oeef", confidences=[0.9, 0.6, 0.95, 1.0])
    return score([make_article("ooef")], [predicted])


def panels(figure):
    return {
        axes.get_title(loc="left"): {
            line.get_label(): list(map(tuple, line.get_xydata())) for line in axes.lines
        }
        for axes in figure.axes
        if axes.get_visible()
    }


def test_confusion_cells_hold_count_and_share_of_the_row(scores):
    figure = draw_confusion(scores, name="dev")

    assert [text.get_text() for text in figure.axes[0].texts][:3] == ["1\n50%", "1\n50%", "0\n0%"]


def test_confusion_draws_a_row_without_sentences(make_article):
    figure = draw_confusion(score([make_article("o")], [make_article("o")]), name="dev")

    assert figure.axes[0].texts[-1].get_text() == "0\n0%"


def test_reliability_has_a_point_for_each_bin_in_use(scores):
    figure = draw_reliability(scores, name="dev")

    points = figure.axes[0].collections[0].get_offsets()
    assert points.tolist() == [[0.6, 0.0], [0.9, 1.0], [pytest.approx(0.975), 1.0]]


def test_reliability_says_how_many_sentences_a_bin_has(scores):
    figure = draw_reliability(scores, name="dev")

    assert [bar.get_height() for bar in figure.axes[1].patches][-3:] == [0, 1, 2]
    assert [text.get_text() for text in figure.axes[1].texts if text.get_text()] == ["1", "1", "2"]


def test_figures_name_their_set(scores):
    titles = [
        figure.axes[0].get_title(loc="left")
        for figure in (draw_confusion(scores, name="a$b$"), draw_reliability(scores, name="a$b$"))
    ]

    assert titles == [
        "a$b$: macro-F1 0.778, 4 sentences",
        f"a$b$: ECE {scores.ece:.3f}, 4 sentences",
    ]


def test_a_curve_has_a_point_for_each_step():
    figure = draw_learning_curves({"loss": [(1, 2.0), (5, 1.0)], "lr": [(5, 0.1)]})

    assert panels(figure) == {"loss": {"run": [(1, 2), (5, 1)]}}  # what was measured once is out


def test_fits_of_one_run_share_a_panel():
    twice = [(1, 0.5), (2, 0.4)]

    figure = draw_learning_curves({"train/loss": twice, "fit-2/train/loss": twice})

    assert {panel: set(lines) for panel, lines in panels(figure).items()} == {
        "train/loss": {"run", "fit-2"}
    }


def test_a_place_without_a_panel_stays_empty():
    figure = draw_learning_curves({"loss": [(1, 2.0)], "lr": [(1, 1.0)], "tokens": [(1, 7.0)]})

    assert [axes.get_visible() for axes in figure.axes] == [True, True, True, False]


def test_points_are_drawn_in_order_of_their_steps():
    figure = draw_learning_curves({"loss": [(2, 1.0), (1, 2.0)]})

    assert panels(figure)["loss"]["run"] == [(1, 2), (2, 1)]


def test_what_is_not_finite_is_left_out():
    figure = draw_learning_curves({"loss": [(0, 1.0), (1, math.nan), (2, 2.0)]})

    assert panels(figure)["loss"]["run"] == [(0, 1), (2, 2)]


@pytest.mark.parametrize("curves", [{}, {"loss": []}, {"loss": [(1, math.nan)]}])
def test_no_curve_is_refused(curves):
    with pytest.raises(ValueError, match="no curve to draw"):
        draw_learning_curves(curves)


def test_a_saved_figure_is_a_png_and_nothing_else_is_left(scores, tmp_path):
    path = tmp_path / "figures" / "confusion.png"

    save_png(draw_confusion(scores, name="dev"), path)

    assert path.read_bytes().startswith(PNG)
    assert list(path.parent.iterdir()) == [path]


def test_drawing_changes_no_global_setting(scores, tmp_path):
    before = dict(mpl.rcParams)

    save_png(draw_reliability(scores, name="dev"), tmp_path / "x.png")

    assert dict(mpl.rcParams) == before


def test_figures_need_no_display_and_no_pyplot():
    code = "import stance.evaluation.figures, sys; print('matplotlib.pyplot' in sys.modules)"

    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert answer.stdout.strip() == "False"


def test_coverage_is_drawn_from_the_surest_to_all(scores):
    figure = draw_coverage(scores, name="dev")

    lines = figure.axes[0].lines
    assert list(map(tuple, lines[0].get_xydata())) == [
        (0.25, 1),
        (0.5, 1),
        (0.75, 1),
        (1, 0.75),
    ]
    assert figure.axes[0].get_title(loc="left") == "dev: 0.750 on the surest 80%, 0.750 on all"
