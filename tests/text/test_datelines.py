import pytest

from stance.text.datelines import dateline_end


@pytest.mark.parametrize(
    "dateline",
    [
        "WASHINGTON (Reuters) -",
        "MOSCOW, March 3 (Interfax) —",
        "GENEVA, Oct. 17 (Xinhua) --",
        "MOSCOW, 12 December. /TASS/.",
        "PARIS —",
        "MANILA, Philippines —",
        "LONDON/NEW YORK, Aug 14 (Reuters) -",
        "ST. PETERSBURG, Fla. (AP) —",
        "N'DJAMENA, Feb 14 -",
        "Madrid, 28 nov (EFE).-",
        "Lagos (Nigeria), Sept. 8, 2023 (NAN)",
        "Warsaw, 12.04 (PAP) -",
        "BEIJING (AP) _",
        "Rio de Janeiro (dpa) –",
    ],
)
def test_a_dateline_ends_after_its_dash_or_its_agency(dateline):
    assert dateline_end(f"{dateline} Prices rose.") == len(dateline)


@pytest.mark.parametrize(
    "line",
    [
        "NATO (North Atlantic Treaty Organization) Secretary General Roy left.",
        "OPEC - the cartel - met.",
        "Prime Minister Li - The man behind the plan.",
        "The bank (founded in 1990) - The story so far.",
        "Smith-Jones said no.",
        "",
        "PARIS —",
    ],
)
def test_a_line_that_begins_otherwise_has_no_dateline(line):
    assert dateline_end(line) == 0
