"""Names, titles and bodies as outlets write them in Britain, Ireland, Africa and Asia."""

import pytest

from sources import told_of
from stance.parts import Span
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.mentions import Being
from stance.prediction.speakers.reading import read_mention
from stance.prediction.speakers.scanning import names_in


@pytest.mark.parametrize(
    ("source", "name", "role"),
    [
        # letters after a name
        ("Labour MP Ada Obi", "Ada Obi", "Labour MP"),
        ("Orlando City SC", "Orlando City SC", ""),
        ("Orno's first Conservative MP", "Orno's first Conservative MP", ""),
        ("Green Party MSP", "Green Party MSP", ""),
        # and before it
        ("captain MS Dhoni", "MS Dhoni", "captain"),
        ("DR Congo", "DR Congo", ""),
        ("DCI Ada Obi", "Ada Obi", "DCI"),
        ("DC Police Chief Ada Obi", "Ada Obi", "DC Police Chief"),
        ("Conservative Ben Obi", "Ben Obi", "Conservative"),
        ("captain Mason Obi", "Mason Obi", "captain"),
        ("chief executive Harvey Mason Jr.", "Harvey Mason Jr.", "chief executive"),
        ("Tim Cook Jr.", "Tim Cook Jr.", ""),
        (
            "General manager for medicine, urgent care and the ambulance service Mark Obi",
            "Mark Obi",
            "General manager for medicine",
        ),
        ("the mayor of Orno, who met teacher Ada Obi", "the mayor of Orno", ""),
        ("One of its authors, Dr Ada Obi", "Dr Ada Obi", "One of its authors"),
        ("a lawyer and Mayor Ada Obi", "a lawyer", ""),
        (
            "a nurse and local union steward Ada Obi, from Orno",
            "Ada Obi",
            "nurse and local union steward",
        ),
        ("Oleg Obi, CEO of Vkusno i Tochka", "Oleg Obi", "CEO of Vkusno i Tochka"),
        # bodies
        ("the East of Orland Ambulance Service", "East of Orland Ambulance Service", ""),
        ("Isle of Orno Council", "Isle of Orno Council", ""),
        ("Isle of Orno chief minister Ada Obi", "Ada Obi", "Isle of Orno chief minister"),
        ("Andrea West of Larkspur", "Andrea West", "Larkspur"),
        ("Department of Health (DoH)", "Department of Health", ""),
        ("Bank of Orland data", "Bank of Orland", ""),
        ("the Department of Health figures", "Department of Health", ""),
        ("a Bank of Orland report", "Bank of Orland", ""),
        # Africa and Asia
        ("SP leader Akhilesh Obi", "Akhilesh Obi", "SP leader"),
        ("IG Larkspur", "IG Larkspur", ""),
        (
            "deputy commissioner of police Arvind Kumar Obi",
            "Arvind Kumar Obi",
            "deputy commissioner of police",
        ),
        ("the chairman of the college Prof Martin Obi", "Martin Obi", "chairman of the college"),
        ("Oloolua MCA, Martin Obi", "Martin Obi", "Oloolua MCA"),
        ("Commander (retd) Ada Obi", "Ada Obi", "Commander"),
        ("Captain Ada Obi (retd)", "Ada Obi", "Captain"),
        ("Justice C.R. Obi", "C.R. Obi", "Justice"),
        ("Lt-Gen Musa Obi", "Musa Obi", "Lt-Gen"),
        ("Ben Obi, defending", "Ben Obi", "defending"),
        (
            "Interim director of BBC Northern Ireland, Adam Obi",
            "Adam Obi",
            "Interim director of BBC Northern Ireland",
        ),
        (
            "A spokesperson for Obi, the co-producer of Orland's Got Talent",
            "A spokesperson for Obi",
            "",
        ),
        ("Sen. Bato dela Rosa, a former police chief", "Bato dela Rosa", "Sen."),
        ("DA leader in eThekwini Thabani Obi", "Thabani Obi", "DA leader in eThekwini"),
        ("eBay", "eBay", ""),
        # bodies that are described first
        ("the watchdog, the Office for Rail Conduct (ORC)", "Office for Rail Conduct", "watchdog"),
        ("the charity, the Larkspur Trust", "Larkspur Trust", "charity"),
        ("one of these groups, the Orno Forces (OF)", "Orno Forces", "one of these groups"),
        (
            "a spokesman for the Department of Health (DoH)",
            "a spokesman for the Department of Health",
            "",
        ),
        ("Together Against Sizewell C", "Together Against Sizewell C", ""),
        ("the Times' Will Obi", "Will Obi", "Times"),
        ("Larkspur Foundation - set up in her memory -", "Larkspur Foundation", ""),
    ],
)
def test_who_is_told_of(source, name, role):
    assert told_of(source) == (name, role)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Human Rights Watch told of human rights.", ["Human Rights Watch"]),
        ("Care Quality Commission rated the care.", ["Care Quality Commission"]),
        (
            "Advertising Standards Authority ruled on advertising.",
            ["Advertising Standards Authority"],
        ),
        ("Home Office said people at home are safe.", ["Home Office"]),
        ("Local Council leaders met in a local pub.", ["Council"]),
        ("Bank of Orland said rates would rise.", ["Bank of Orland"]),
        ("The Isle of Orno Council met.", ["Isle of Orno Council"]),
        ("PC World tested it.", ["PC World"]),
    ],
)
def test_names_at_the_beginning_of_a_sentence(text, names):
    page = Page(text)

    found = [one.called for one in names_in(page, Span(0, len(text)))]

    assert [text[span.start : span.end] for span in found] == names


def test_a_number_is_no_house_elsewhere():
    text = "No 10 runners came."

    assert read_mention(Page(text), Span(0, 5)).being is not Being.BODY


def test_a_title_tells_more_of_somebody_than_a_given_name(resolve):
    article = resolve(
        ("fact", "Prices rose, [campaigner Jack Obi] said."),
        ("fact", "[She] blamed the shops."),
        ("official", "The shops are fair, [a spokesman for Larkspur] said."),
        ("fact", "[Ms Obi] said they were not."),
    )

    assert [one.speaker for one in article.sentences] == ["s1", "s1", "s2", "s1"]


def test_she_is_not_the_man_whom_a_title_makes_one(speakers_of):
    names = speakers_of(
        ("fact", "Prices rose, [Mr Jack Obi] said."), ("fact", "[She] blamed the shops.")
    )

    assert names == ["Mr Jack Obi", "She"]


def test_the_family_of_somebody_is_his_family(speakers_of):
    names = speakers_of(
        ("fact", "[His family] said he was glad."),
        ("fact", "Lars Obi wrote plays."),
        ("fact", "[Mr Obi’s family] said he died on Sunday."),
    )

    assert names[0] == names[2] != ""


def test_a_spokesman_of_the_government_is_that_of_no_inquiry_of_its_nation(speakers_of):
    names = speakers_of(
        ("official", "The scheme works, [the Scottish government] said."),
        ("fact", "The Scottish Lake Inquiry began in May."),
        ("official", "Rain helps, [a Scottish government spokesman] said."),
    )

    assert "Inquiry" not in names[2]


def test_a_spokesman_speaks_for_the_firm_that_has_spoken_last_and_is_no_role_of_it(resolve):
    article = resolve(
        ("official", "Prices are fair, [a Linden Foods spokesman] said."),
        ("official", "[Larkspur] said it had none."),
        ("official", "Shops are open, [a spokesman] said."),
    )

    assert [one.speaker for one in article.sentences] == ["s1", "s2", "s2"]
    assert (article.speakers[1].name, article.speakers[1].role) == ("Larkspur", "")


def test_several_broadcasters_are_no_part_of_the_name_of_the_first():
    text = "Broadcasters Ada Obi and Jane Tarn left."

    found = [one.called for one in names_in(Page(text), Span(0, len(text)))]

    assert [text[span.start : span.end] for span in found] == ["Ada Obi", "Jane Tarn"]


def test_an_officer_is_called_by_the_letters_of_the_rank_alone(resolve):
    article = resolve(
        ("official", "Police kept order, [SP Abimbola Obi] said."),
        ("fact", "It rained."),
        ("official", "It is calm, [the SP] said."),
    )

    assert [one.speaker for one in article.sentences] == ["s1", None, "s1"]


@pytest.mark.parametrize("again", ["Alastair Obbi Senior"])
def test_a_full_name_with_a_slip_is_still_the_same(speakers_of, again):
    names = speakers_of(
        ("official", "Rain fell, [MP Alastair Obi] said."),
        ("official", f"It will stop, [MP {again}] said."),
    )

    assert (names[0] == names[1]) == (again == "Alistair Obi")
