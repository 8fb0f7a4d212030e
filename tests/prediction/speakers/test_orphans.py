"""Speech that nobody known could go on with: the outlet's, unless it has asked."""

import pytest

from stance.labels import Label

#: Somebody is heard here, for there are quotation marks, but no words show who.
QUOTED = ("expert", "The sale is “done”, it is said.")
ARGUES = ("expert", "In such a sale nobody has a right to a vote.")


def test_where_nobody_is_known_the_outlet_argues(resolve):
    article = resolve(QUOTED, ARGUES, sure=0.6)

    assert [one.label for one in article.sentences] == [Label.REPORTED_FACT] * 2
    assert article.speakers == ()


def test_a_model_that_is_sure_enough_is_believed(resolve):
    article = resolve(QUOTED, ARGUES)

    assert [one.label for one in article.sentences] == [Label.EXPERT_ANALYSIS] * 2
    assert [speaker.name for speaker in article.speakers] == ["unnamed expert"]


def test_speech_that_goes_on_is_not_doubted(labels_of):
    labels = labels_of(("expert", "The sale is “done”, [Ines Okoro] said."), ARGUES, sure=0.6)

    assert labels == [Label.EXPERT_ANALYSIS] * 2


@pytest.mark.parametrize(
    ("line", "label"),
    [("Who may vote?", Label.EXPERT_ANALYSIS), ("The law is old.", Label.REPORTED_FACT)],
)
def test_whoever_is_asked_may_answer(labels_of, line, label):
    labels = labels_of(QUOTED, ("fact", line), ARGUES, sure=0.6, between="\n\n")

    assert labels[2] is label
