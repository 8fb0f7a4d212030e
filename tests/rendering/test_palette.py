"""Every pair of colours can be read, and colours differ for all eyes."""

from itertools import combinations

import numpy as np
import pytest

from stance.rendering.palette import CARD, FOCUS, HUES, INK, OUTLET, PAPER, QUIET

READABLE = 4.5  # WCAG 2.2, level AA, for text
VISIBLE = 3.0  # for what is no text
#: What the cones of people who lack one of three kinds see of linear RGB (Viénot et al. 1999).
LACKING = {
    "red": [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
    "green": [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
}
PAIRS = [
    *((INK, behind, READABLE) for behind in (PAPER, CARD, *(hue.tint for hue in HUES))),
    *((QUIET, behind, READABLE) for behind in (PAPER, CARD)),
    *((PAPER, hue.line, READABLE) for hue in HUES),  # the letters on a mark, and its reverse
    *((hue.line, hue.tint, VISIBLE) for hue in HUES),
    (PAPER, OUTLET, READABLE),
    (PAPER, INK, READABLE),
    *((FOCUS, behind, VISIBLE) for behind in (PAPER, CARD, *(hue.tint for hue in HUES))),
]


def linear(colour):
    """Linear RGB of ``#rrggbb``, each in [0, 1]."""
    values = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """The contrast ratio of WCAG, from 1 to 21."""
    lights = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("surroundings", ["light", "dark"])
def test_every_pair_of_colours_can_be_told_apart(surroundings):
    poor = [
        (getattr(front, surroundings), getattr(behind, surroundings), round(ratio, 2))
        for front, behind, wanted in PAIRS
        if (ratio := contrast(getattr(front, surroundings), getattr(behind, surroundings))) < wanted
    ]

    assert poor == []


@pytest.mark.parametrize("surroundings", ["light", "dark"])
@pytest.mark.parametrize("cone", LACKING)
def test_the_first_two_labels_differ_for_every_eye(surroundings, cone):
    seen = [np.array(LACKING[cone]) @ linear(getattr(hue.line, surroundings)) for hue in HUES[:2]]
    blue_against_yellow = [float(colour[2] / colour[:2].mean()) for colour in seen]

    assert blue_against_yellow[0] > 1.5
    assert blue_against_yellow[1] < 0.75


def test_no_two_labels_have_one_colour():
    assert all(
        one.line != other.line and one.tint != other.tint for one, other in combinations(HUES, 2)
    )
