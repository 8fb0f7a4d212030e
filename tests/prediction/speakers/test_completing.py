"""A source that a model has cut off is made whole, and a whole one is left alone."""

import pytest

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.source_spans import complete_source


def completed(marked: str, *, cue: str = "") -> str | None:
    """Complete the source between square brackets."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    at = text.index(cue) if cue else None
    sentence = ScoredSentence(
        span=Span(0, len(text)),
        log_probabilities=(-0.1, -3.0, -3.0),
        source=Span(start, end),
        cue=Span(at, at + len(cue)) if at is not None else None,
    )
    source = complete_source(Page(text), sentence)
    return text[source.start : source.end] if source else None


@pytest.mark.parametrize(
    ("marked", "cue", "whole"),
    [
        ("Today Luigi Di [Maio] said so.", "said", "Luigi Di Maio"),
        (
            "[Ada Obi, press secretary to then-Vice] President Ben Tarn, said so.",
            "said",
            "Ada Obi, press secretary to then-Vice President Ben Tarn",
        ),
        (
            "[Ada Obi, adviser to two] of the mayor’s backers, said so.",
            "said",
            "Ada Obi, adviser to two of the mayor’s backers",
        ),
        ("Senator Ada Obi ([D-N].Y.) said so.", "said", "Senator Ada Obi (D-N.Y.)"),
        (
            "[Presumptive GOP] presidential nominee Mitt Obi said so.",
            "said",
            "Presumptive GOP presidential nominee Mitt Obi",
        ),
        ("Reports that [quoted unnamed sources] said so.", "said", "unnamed sources"),
        ("Ada Obi, [Republican] of Orno, has said so.", "said", "Ada Obi, Republican of Orno"),
        ("On Friday, [Qaboos bin] Said said so.", "said", "Qaboos bin Said"),
        ("In May the Rapid Support [Forces] said so.", "said", "the Rapid Support Forces"),
        (
            "[The Islamic State of Iraq and] the Levant said so.",
            "said",
            "The Islamic State of Iraq and the Levant",
        ),
        ("[The Hudson Center for] Justice said so.", "said", "The Hudson Center for Justice"),
        (
            "[The Center for the] Care of the Sea said so.",
            "said",
            "The Center for the Care of the Sea",
        ),
        (
            "[The wife of a] gamekeeper accused of shooting at the man next door told us so.",
            "told",
            "The wife of a gamekeeper",
        ),
        (
            "[A customer at a] shop in Orno, who was cold, said so.",
            "said",
            "A customer at a shop in Orno",
        ),
        ("Vice [President Ada Obi] said so.", "said", "Vice President Ada Obi"),
        ("Former [President Obi] said so.", "said", "Former President Obi"),
        ("[Orland's figures] suggest the mayor said so.", "said", "Orland's figures"),
        ("Orland['s central] bank said so.", "said", "Orland's central bank"),
        ("[Rep. Ada Obi (D-N.]Y.) said so.", "said", "Rep. Ada Obi (D-N.Y.)"),
        ("[Sen. Ada Obi (R-Ky].) said so.", "said", "Sen. Ada Obi (R-Ky.)"),
        ("[Ada Obi] (left, in the red coat) said so.", "said", "Ada Obi"),
    ],
)
def test_a_name_is_completed(marked, cue, whole):
    assert completed(marked, cue=cue) == whole


def test_a_name_goes_on_over_of_the():
    found = completed("[The University] of the Andean Valleys said so.", cue="said")

    assert found == "The University of the Andean Valleys"


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        ("[Culture] minister Ada Obi said so.", "Culture minister Ada Obi"),
        ("[Deputy] minister Ada Obi said so.", "Deputy minister Ada Obi"),
        ("[Defending] champion Ada Obi said so.", "Defending champion Ada Obi"),
        ("Freedom [group] Open Frequency said so.", "Freedom group Open Frequency"),
        ("[The 400-page] report on the fire said so.", "The 400-page report"),
        ("The city [health department] said so.", "The city health department"),
        ("It is wrong, the former [minister] said.", "the former minister"),
        ("It is wrong, her lawyer, Ada [Obi], said.", "her lawyer, Ada Obi"),
    ],
)
def test_a_title_a_noun_and_a_name_belong_together(marked, whole):
    assert completed(marked, cue="said") == whole


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        ("It is wrong, said [Ada Obi, who] lost a son.", "Ada Obi, who lost a son"),
        (
            "It is wrong, said [Ada Obi, whose garden] ends there.",
            "Ada Obi, whose garden ends there",
        ),
        ("It is wrong, said [Ada Obi, who lost] a son, on Friday.", "Ada Obi, who lost a son"),
    ],
)
def test_a_clause_is_completed(marked, whole):
    assert completed(marked, cue="said") == whole


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        ("It was named the worst [by experts] on Friday.", "experts"),
        ("It is wrong [, the council], which met.", "the council"),
    ],
)
def test_a_preposition_before_the_speaker_is_left_out(marked, whole):
    assert completed(marked) == whole


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        ("It is wrong, [army radio quoted Ada Obi, a medic,] as saying.", "Ada Obi, a medic,"),
        ("It is wrong, [a letter quoted by the paper] said.", "a letter quoted by the paper"),
    ],
)
def test_who_quotes_a_speaker_is_left_out(marked, whole):
    assert completed(marked) == whole


@pytest.mark.parametrize("marked", ["It is wrong, [and] so on.", "A portrait [of] her hung there."])
def test_a_conjunction_alone_is_no_source(marked):
    assert completed(marked) is None


@pytest.mark.parametrize(
    "marked",
    [
        "[The WHO] said it is low.",
        "[Ada Obi, a hydrologist,] said it is low.",
        "[Ada Obi] sides with the council.",
        "[Some] said it is low.",
        "It is low, [she] said.",
        "Elsewhere [experts] said it is low.",
        "“The lake is low,” [Ada Obi] said, “and the river too.”",
        "[Ada Obi] Monday said it is low.",
    ],
)
def test_a_whole_source_stays_as_it_is(marked):
    assert completed(marked) == marked[marked.index("[") + 1 : marked.index("]")]


def test_the_cue_ends_the_source():
    assert completed("[The ministry] officials said so.", cue="officials") == "The ministry"


def test_a_verb_that_no_clause_leads_to_ends_the_source():
    assert completed("[The Free Party has denied] it, arguing so.", cue="arguing") == (
        "The Free Party"
    )
    whole = "Ada Obi, who has led the party"
    assert completed(f"[{whole}], said so.", cue="said") == whole


def test_a_pronoun_after_a_topic_is_the_source():
    assert completed("[The rupee, it] insists, is safe.", cue="insists") == "it"


@pytest.mark.parametrize(
    "whole", ["The lawyer he has hired", "The man the police have held", "Ben Ray, who has left"]
)
def test_a_clause_keeps_its_verb(whole):
    assert completed(f"[{whole}] said so.", cue="said") == whole


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        ("In a note to [the Harbour Radio, the Guild] said so.", "the Guild"),
        ("At a talk in [Lund Hall, Tarn] said so.", "Tarn"),
        ("At a talk in the Lund [Hall, Tarn] said so.", "Tarn"),
        ("At [a news conference, Ada Obi, the minister] said so.", "Ada Obi, the minister"),
        ("In a note, [Ada Obi, the minister], said so.", "Ada Obi, the minister"),
        ("A note by [Ada Obi, the minister], said so.", "Ada Obi, the minister"),
        ("In May it was said by [Ada Obi, the minister].", "Ada Obi, the minister"),
        ("Police in [Tulsa, Oklahoma] said so.", "Tulsa, Oklahoma"),
        ("In [Lund, Kiel and Graz] said so.", "Lund, Kiel and Graz"),
    ],
)
def test_what_stands_before_the_subject_is_no_source(marked, whole):
    assert completed(marked, cue="said") == whole


def test_a_source_ends_before_its_own_source():
    found = completed("[The Harbour Gazette, citing local groups], reported it.", cue="reported")

    assert found == "The Harbour Gazette"


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        ("Use was patchy [she found] in her research.", "she"),
        ("They should spare [press chief Lu Hu, Ada Obi] has said.", "Ada Obi"),
        ("[He and his wife] said so.", "He and his wife"),
        ("[They all] said so.", "They all"),
        ("[IT minister Ada Obi] said so.", "IT minister Ada Obi"),
        ("[Professor Ada Obi, Oslo University], said so.", "Professor Ada Obi, Oslo University"),
        ("[Senator Ada Obi, New York], said so.", "Senator Ada Obi, New York"),
        ("[The mayor of San Isidro, Ada Obi], said so.", "The mayor of San Isidro, Ada Obi"),
        ("[Press chief Lu Hu, Ada Obi's aide], said so.", "Press chief Lu Hu, Ada Obi's aide"),
    ],
)
def test_a_subject_stands_alone(marked, whole):
    assert completed(marked) == whole


@pytest.mark.parametrize("name", ["St. Helena police", "Mt. Verrin Fire", "U.N. officials"])
def test_a_shortened_word_does_not_end_a_source(name):
    first, _, rest = name.partition(" ")

    assert completed(f"It is over, {first} [{rest}] said.", cue="said") == name


def test_an_adjective_made_of_a_name_is_no_source():
    assert completed("[The] outlined anti-Russian measures set penalties.") is None


def test_an_adjective_at_the_end_of_a_sentence_does_not_shorten():
    assert completed("It was great. [Officials] said so.", cue="said") == "Officials"


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        ("[The Greek] prime minister Ada Obi said so.", "The Greek prime minister Ada Obi"),
        ("[The Greek] deputy minister said so.", "The Greek deputy minister"),
        ("[The Greek] said ministers lie.", "The Greek"),
        ("[Some military] experts said so.", "Some military experts"),
        ("[Government] officials said so.", "Government officials"),
        ("[The EU] said officials lie.", "The EU"),
    ],
)
def test_what_describes_a_noun_goes_on_to_it(marked, whole):
    assert completed(marked, cue="said") == whole


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        ("Ada Obi, [the mayor of Orno], has asked the state.", "Ada Obi, the mayor of Orno"),
        ("Ada K Obi, [a teacher], ran.", "Ada K Obi, a teacher"),
        ("Ada Obi, [the mayor] said, had asked the state.", "the mayor"),
        ("Asked about Ada Obi, [the mayor], in June, said no.", "the mayor"),
    ],
)
def test_a_description_belongs_to_the_name_that_opens_its_clause(marked, whole):
    assert completed(marked) == whole


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        ("[His] Italian counterpart, Rosa Linden, agreed.", "His Italian counterpart"),
        ("[Her] report says that the lake is low.", "Her"),
    ],
)
def test_an_owner_is_cut_off_from_a_person_and_not_from_a_paper(marked, whole):
    assert completed(marked) == whole
