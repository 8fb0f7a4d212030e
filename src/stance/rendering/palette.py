"""Colours of a page, each for light and for dark surroundings."""

from typing import NamedTuple


class Colour(NamedTuple):
    """A colour, as CSS spells it; the light one is for paper, too."""

    light: str
    dark: str


class Hue(NamedTuple):
    """What a label looks like: behind its sentences, and below them and behind its letter."""

    tint: Colour
    line: Colour


#: Behind everything.
PAPER = Colour("#fdfcf9", "#16181c")
#: Behind what is set apart from the text.
CARD = Colour("#f4f2ec", "#1f2228")
#: The text.
INK = Colour("#1d2126", "#e8e5de")
#: What is said beside the text, and sentences that a filter leaves out.
QUIET = Colour("#5c6067", "#a3a6ab")
#: Between things; carries no meaning.
RULE = Colour("#d9d5ca", "#3a3e46")
#: Around what the keyboard is at.
FOCUS = Colour("#0b57c9", "#8ab8ff")
#: Below the outlet's own voice, and those that are neither; there is no colour behind them.
OUTLET = Colour("#63676e", "#9da1a8")
#: Of other labels, by position; the first ones differ for eyes of every kind of colour vision.
HUES = (
    Hue(Colour("#d8e6f8", "#1b3553"), Colour("#1a5796", "#8fc0f2")),  # blue
    Hue(Colour("#fbe2c4", "#4a3010"), Colour("#8f4a00", "#f0b067")),  # orange
    Hue(Colour("#d9f0e1", "#173b2b"), Colour("#1a6843", "#7fd1a6")),  # green
    Hue(Colour("#f3dcea", "#47213a"), Colour("#93296b", "#f09ccb")),  # pink
    Hue(Colour("#f3efb4", "#3b380c"), Colour("#686000", "#d6cb52")),  # yellow
    Hue(Colour("#e4dcf6", "#312653"), Colour("#5f3ba6", "#bda4f5")),  # violet
    Hue(Colour("#cdeff0", "#0f3a3d"), Colour("#07646b", "#6fcdd4")),  # teal
    Hue(Colour("#f2ddd4", "#452a20"), Colour("#8a3d1f", "#e5a78d")),  # brown
)
#: How the line below a sentence is drawn, by position; what is uncertain has a wavy one.
LINES = ("solid", "dashed", "double", "dotted")
