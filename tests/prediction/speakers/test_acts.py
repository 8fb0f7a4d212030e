"""Who speaks in one sentence can act in the next, and that is the outlet's."""

from stance.labels import Label

SAID = ("official", "[Mayor Ines Okoro] said the lake is low.")
SIGNED = ("fact", "[Okoro] signed the order on Monday.")


def test_an_act_of_somebody_who_speaks_is_the_outlets(resolve):
    article = resolve(SAID, SIGNED)

    said, signed = article.sentences
    assert (said.label, signed.label) == (Label.OFFICIAL_STATEMENT, Label.REPORTED_FACT)
    assert (signed.speaker, signed.source) == (None, None)
    assert [speaker.n_sentences for speaker in article.speakers] == [1]


def test_a_model_that_is_not_sure_leaves_it_to_the_speaker(resolve):
    article = resolve(SAID, SAID, SIGNED, sure=0.6)

    assert article.sentences[2].speaker == "s1"


def test_who_is_neither_official_nor_expert_keeps_the_sentence(resolve):
    article = resolve(("fact", "[Baker Rosa Tamm] feared the worst."))

    assert article.speaker_of(article.sentences[0]).name == "Rosa Tamm"
