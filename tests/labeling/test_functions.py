"""What each labelling function fires on, and what it must not fire on, beyond its own examples."""

import pytest

from stance.labeling.functions import built_in_functions
from stance.labeling.trying import vote_on

RULES = {function.name: function.rule for function in built_in_functions()}
OFFICIAL, EXPERT, FACT = "official_statement", "expert_analysis", "reported_fact"

FIRES = [
    ("official_title", "“No,” replied Senator Odile Marchetti.", OFFICIAL),
    ("spokesperson", "A spokeswoman for the port denied it.", OFFICIAL),
    ("justice_or_rescue", "The court ruled that the vote was void.", OFFICIAL),
    ("public_body", "The weather service warned of gales.", OFFICIAL),
    ("known_body", "NATO confirmed the flight.", OFFICIAL),
    ("organisation", "The teachers' union rejected the offer.", OFFICIAL),
    ("organisation_head", "Managing director Pim Slagter said work would start.", OFFICIAL),
    ("unnamed_official", "Authorities said the road was open.", OFFICIAL),
    ("academic_title", "Prof. Imre Vadas argued the opposite.", EXPERT),
    ("analyst_title", "Analyst Imre Vadas expects more.", EXPERT),
    ("research_body", "According to the Larkspur Institute, wages fell.", EXPERT),
    ("unnamed_experts", "Economists warn of a recession.", EXPERT),
    ("study_or_survey", "A poll found that most voters agree.", EXPERT),
    ("medium_as_source", "The newspaper reported that he had left.", FACT),
    ("document_as_source", "The indictment says he took money.", FACT),
    ("private_person", "The boy's mother said she had called.", FACT),
    ("public_figure", "Goalkeeper Imre Vadas said it hurt.", FACT),
    ("anonymous_source", "Sources said the deal was near.", FACT),
    ("official_by_name", "Governor Pim Slagter left. “I am tired,” Slagter said.", OFFICIAL),
    ("expert_by_name", "Pim Slagter, a geologist, came. Slagter warned of slides.", EXPERT),
    ("other_by_name", "Pim Slagter, a farmer, came. Slagter said it was dry.", FACT),
    ("official_by_pronoun", "The mayor said no. “Never,” he added.", OFFICIAL),
    ("expert_by_pronoun", "The analyst said no. He expects more.", EXPERT),
    ("other_by_pronoun", "A witness said no. He added that it was dark.", FACT),
    ("former_official_assesses", "Former president Pim Slagter called it unwise.", EXPERT),
    ("former_official_tells", "Former president Pim Slagter told the court he had signed.", FACT),
    ("institutional_verb", "Pim Slagter condemned the attack.", OFFICIAL),
    ("analytical_verb", "Pim Slagter predicted a cold winter.", EXPERT),
    ("personal_verb", "Pim Slagter joked about it.", FACT),
    ("statement_as_medium", "Norrfrys said in a press release that it would close.", OFFICIAL),
    ("figure_with_official_issuer", "According to the ministry, 40 people died.", OFFICIAL),
    ("quotation_goes_on", "Analyst Imre Vadas said: “It falls. It will rise.”", EXPERT),
    ("speech_after_lead_in", "The minister put it like this: Costs fall. Wages rise.", OFFICIAL),
    ("we_of_an_institution", "The club said no. “We are sorry.”", OFFICIAL),
    ("quoted_words_after_speaker", "The mayor said no. It was “a farce”.", OFFICIAL),
    ("explanation_goes_on", "The economist said no. Rents follow wages.", EXPERT),
    ("nobody_speaks", "The bridge closed.", FACT),
    ("background_after_statement", "The mayor said no. The mine opened in 1974.", FACT),
    ("new_paragraph_after_statement", "The mayor said no.\n\nThe mine is old.", FACT),
    ("dated_event", "The mine closed last year.", FACT),
    ("comment_of_the_outlet", "It is worth noting that both sides gained.", FACT),
    ("action_of_an_official", "The minister signed the treaty.", FACT),
    ("done_to_somebody", "He was charged on Friday.", FACT),
    ("under_a_document", "Under the treaty, ships may pass.", FACT),
    ("headline", "Port closes for repairs", FACT),
    ("byline_or_dateline", "From Odile Marchetti in Lyon", FACT),
    ("caption_or_footer", "All rights reserved.", FACT),
    ("list_item", "2. Sugar", FACT),
]
ABSTAINS = [
    ("official_title", "Pim Slagter, a friend of the minister, said no."),
    ("spokesperson", "The analyst said no to the spokesman."),
    ("justice_or_rescue", "A witness told police that it was dark."),
    ("public_body", "A resident told the council that it was dark."),
    ("known_body", "The man who warned them is dead."),
    ("organisation", "The airline's former pilot, a widower, said no."),
    ("organisation_head", "The analyst said the chief executive had left."),
    ("unnamed_official", "The official signed the paper."),
    ("academic_title", "The professor left the room."),
    ("analyst_title", "The mayor told analysts that it would rise."),
    ("research_body", "A spokesman for the university said no."),
    ("unnamed_experts", "The mayor met experts."),
    ("study_or_survey", "The mayor welcomed the study."),
    ("medium_as_source", "The mayor told the newspaper that it was over."),
    ("document_as_source", "The mayor signed the contract."),
    ("private_person", "The farmers' union said no."),
    ("public_figure", "The players' union said no."),
    ("anonymous_source", "The mayor denied the rumours."),
    ("official_by_name", "Pim Slagter, a baker, came. Slagter said no."),
    ("expert_by_name", "Pim Slagter came. Slagter said no."),
    ("other_by_name", "Pim Slagter, a geologist, came. Slagter said no."),
    ("official_by_pronoun", "A witness said no. He added that it was dark."),
    ("expert_by_pronoun", "The mayor said no. He added that it was dark."),
    ("other_by_pronoun", "He added that it was dark."),
    ("former_official_assesses", "The president called it unwise."),
    ("former_official_tells", "The president told the court he had signed."),
    ("words_of_speech", "The bridge closed."),
    ("institutional_verb", "He pledged nothing."),
    ("analytical_verb", "Pim Slagter found the key."),
    ("personal_verb", "The economist joked about it."),
    ("statement_as_medium", "The analyst said in a statement that it fell."),
    ("figure_with_official_issuer", "According to the ministry, nobody died."),
    ("quotation_goes_on", "The mayor said no. The bridge closed."),
    ("quotation_before_its_speaker", "The mayor said no."),
    ("speech_after_lead_in", "A baker put it like this: Costs fall. Wages rise."),
    ("we_of_an_institution", "The analyst said no. “We are sorry.”"),
    ("quoted_words_after_speaker", "The bridge closed. It was “a farce”."),
    ("explanation_goes_on", "The mayor said no. Rents follow wages."),
    ("nobody_speaks", "The mayor said no. The bridge closed."),
    ("background_after_statement", "The mayor said no. The bridge is old."),
    ("new_paragraph_after_statement", "The bridge closed.\n\nThe mine is old."),
    ("dated_event", "The mine closed, the mayor said last year."),
    ("comment_of_the_outlet", "The mayor said it was worth noting."),
    ("action_of_an_official", "The bridge closed."),
    ("done_to_somebody", "Police said he was charged."),
    ("under_a_document", "Under the bridge, ships may pass."),
    ("headline", "Mayor: port closes"),
    ("byline_or_dateline", "By the time they came, it was dark."),
    ("caption_or_footer", "The mayor said all rights reserved were void."),
    ("list_item", "The mayor said no."),
]


@pytest.mark.parametrize(("name", "text", "label"), FIRES, ids=[name for name, *_ in FIRES])
def test_a_function_votes_on_what_it_knows(name, text, label):
    vote = vote_on(RULES[name], text)

    assert vote.split()[0] == label


@pytest.mark.parametrize(("name", "text"), ABSTAINS, ids=[name for name, _ in ABSTAINS])
def test_a_function_abstains_on_what_it_does_not_know(name, text):
    vote = vote_on(RULES[name], text)

    assert vote == "abstains"


def test_there_are_at_least_twenty_five_functions_and_all_are_tested():
    tested = {name for name, *_ in FIRES} | {"words_of_speech", "quotation_before_its_speaker"}

    assert len(RULES) >= 25
    assert tested == {name for name, _ in ABSTAINS} == set(RULES)


def test_every_function_says_what_it_knows():
    assert all(len(function.knows.split()) >= 4 for function in built_in_functions())
