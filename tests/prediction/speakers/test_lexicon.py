"""The word lists of the resolver."""

import pytest

from stance.prediction.speakers.vocabulary.lexicon import lines_of


@pytest.mark.parametrize("name", ["small_words", "classes"])
def test_no_group_of_words_hides_another_of_its_name(name):
    groups = [line.split(":")[0] for line in lines_of(name)]

    assert len(groups) == len(set(groups))
