import re
import sys

import pytest

from making import EXPERT, OFFICIAL
from stance.labeling import Vote
from stance.labeling.context import ArticleContext
from stance.labeling.polling import poll
from stance.labeling.registry import LabellingFunction
from stance.parts import Span

TEXT = "The minister said so. Rain fell."


def ask(**rules):
    functions = [LabellingFunction(name=name, knows="", rule=rule) for name, rule in rules.items()]
    return poll(ArticleContext(TEXT), functions)


def test_a_bare_label_is_a_vote():
    polled = ask(mine=lambda sentence: OFFICIAL if sentence.index == 0 else None)

    assert [sentence.votes for sentence in polled.sentences] == [{"mine": OFFICIAL}, {}]


def test_the_span_that_most_functions_point_at_is_kept_with_its_cue():
    right, wrong = Span(0, 12), Span(4, 12)
    polled = ask(
        one=lambda _: Vote(source=wrong, cue=Span(18, 20)) if _.index == 0 else None,
        two=lambda _: (
            Vote(label=OFFICIAL, source=right, cue=Span(13, 17)) if _.index == 0 else None
        ),
        three=lambda _: Vote(source=right) if _.index == 0 else None,
    )

    first = polled.sentences[0]
    assert (first.source, first.cue) == (right, Span(13, 17))
    assert first.votes == {"two": OFFICIAL}


def test_a_cue_that_crosses_the_source_is_left_out():
    polled = ask(one=lambda _: Vote(source=Span(0, 12), cue=Span(4, 17)) if not _.index else None)

    assert polled.sentences[0].cue is None


def test_a_function_that_raises_abstains_and_is_told():
    polled = ask(broken=lambda sentence: 1 // sentence.index, sound=lambda _: EXPERT)

    assert [sorted(sentence.votes) for sentence in polled.sentences] == [["sound"], ["sound"]]
    assert (polled.failures[0].function, polled.failures[0].sentence) == ("broken", 1)
    assert polled.failures[0].error.startswith("ZeroDivisionError: ")
    assert "(test_polling.py:" in polled.failures[0].error


def test_an_answer_that_is_no_vote_is_told():
    polled = ask(broken=lambda _: "official")

    error = polled.failures[0].error
    assert "gave 'official'; a labelling function gives a Label, a Vote or None" in error
    assert "(test_polling.py:" in error


def test_an_error_inside_a_library_is_told_with_the_line_of_the_function():
    polled = ask(broken=lambda _: re.compile("("))

    assert "(test_polling.py:" in polled.failures[0].error


def test_a_span_outside_the_sentence_is_told():
    polled = ask(broken=lambda _: Vote(source=Span(0, 12)))

    assert [one.sentence for one in polled.failures] == [2]
    assert "source (0, 12) is not inside the sentence (22, 32)" in polled.failures[0].error


@pytest.mark.parametrize(
    ("vote", "fault"),
    [
        (Vote(label="oficial_statement"), "did you mean 'official_statement'?"),
        (Vote(source=(0.0, 12.0)), "TypeError: "),
        (Vote(source=(0,)), "TypeError: "),
        (Vote(cue=7), "TypeError: "),
    ],
)
def test_a_vote_that_is_none_is_an_abstention_and_told(vote, fault):
    polled = ask(broken=lambda _: vote, sound=lambda _: EXPERT)

    assert [sorted(sentence.votes) for sentence in polled.sentences] == [["sound"], ["sound"]]
    assert fault in polled.failures[0].error


def test_lists_and_texts_will_do_for_spans_and_labels():
    polled = ask(mine=lambda _: None if _.index else Vote(label=str(OFFICIAL), source=[0, 12]))

    first = polled.sentences[0]
    assert (first.source, first.votes) == (Span(0, 12), {"mine": OFFICIAL})
    assert isinstance(first.source, Span)


def test_a_function_that_exits_abstains():
    polled = ask(broken=lambda _: sys.exit(3), sound=lambda _: EXPERT)

    assert polled.sentences[0].votes == {"sound": EXPERT}
    assert polled.failures[0].error.startswith("SystemExit: 3")
