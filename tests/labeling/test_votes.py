import numpy as np
import pytest

from making import EXPERT, OFFICIAL
from stance.labeling.votes import ABSTAIN, Vote, VoteTable
from stance.parts import Span


def test_a_vote_may_only_point_at_words():
    vote = Vote(source=Span(0, 3))

    assert vote.label is None


def test_a_vote_that_says_nothing_is_refused():
    with pytest.raises(ValueError, match="return None to abstain"):
        Vote()


def test_a_table_has_a_row_for_each_sentence_and_a_column_for_each_function():
    table = VoteTable.of([{"a": OFFICIAL}, {"b": EXPERT}, {}], functions=["a", "b"])

    assert table.labels.dtype == np.int8
    assert table.labels.tolist() == [[0, ABSTAIN], [ABSTAIN, 1], [ABSTAIN, ABSTAIN]]


def test_a_table_of_no_sentences_keeps_its_columns():
    table = VoteTable.of([], functions=["a", "b"])

    assert table.labels.shape == (0, 2)


def test_a_table_whose_columns_have_no_names_is_refused():
    with pytest.raises(ValueError, match=r"shape \(2, 3\) do not fit 1 functions"):
        VoteTable(functions=("a",), labels=np.zeros((2, 3), dtype=np.int8))
