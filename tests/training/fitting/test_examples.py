from dataclasses import replace

import numpy as np
import pytest

import making
from making import EXPERT, FACT, OFFICIAL
from stance.labels import LABELS
from stance.parts import Sentence, Span
from stance.prediction.tags import Tag
from stance.training.fitting.examples import IGNORED, make_examples

TOKENIZER = making.make_tokenizer()
NO, S, C = Tag.OUTSIDE, Tag.SOURCE, Tag.CUE


def examples_of(*articles, decided_only=True, **settings):
    return make_examples(
        articles,
        tokenizer=TOKENIZER,
        settings=making.make_settings(**settings),
        decided_only=decided_only,
    )


def test_labels_are_in_the_order_of_the_sentences():
    article = making.make_article(("rain fell.", FACT), ("taxes rise.", EXPERT))

    (example,) = examples_of(article)

    assert example.labels.tolist() == [LABELS.index(FACT), LABELS.index(EXPERT)]


def test_tags_lie_on_the_tokens_of_their_words():
    article = making.make_article(
        ("the minister said taxes would rise.", OFFICIAL, "the minister", "said"),
        ("rain fell.", FACT),
    )

    (example,) = examples_of(article)

    asked = [S, S, C, NO, NO, NO, NO, NO, NO, NO]
    assert example.tags.tolist() == [IGNORED, *asked, IGNORED]


def test_every_piece_of_a_word_has_its_tag():
    article = making.make_article(("guo said so.", OFFICIAL, "guo", "said"))

    (example,) = examples_of(article)

    assert [TOKENIZER.id_to_token(i) for i in example.inputs.input_ids[1:4]] == ["g", "##u", "##o"]
    assert example.tags.tolist() == [IGNORED, S, S, S, C, NO, NO, NO, IGNORED]


def test_a_token_that_a_span_cuts_belongs_to_it():
    sentence = Sentence(start=0, end=10, label=OFFICIAL, source=Span(2, 7))
    article = making.make_article(("rain fell.", FACT))

    (example,) = examples_of(type(article)(text=article.text, sentences=(sentence,)))

    assert example.tags.tolist() == [IGNORED, S, S, NO, IGNORED]


def test_a_span_that_two_segments_share_is_tagged_in_both():
    source = "the minister " * 20
    article = making.make_article((f"{source}said so.", OFFICIAL, source.strip(), "said"))

    examples = examples_of(article, max_tokens=16, overlap_tokens=0)

    tags = [tag for one in examples for tag in one.tags.tolist() if tag != IGNORED]
    assert tags == [*[S] * 40, C, NO, NO, NO]


def test_special_tokens_open_and_close_a_window():
    (example,) = examples_of(making.make_article(("rain fell.", FACT)))

    assert (example.inputs.input_ids[0], example.inputs.input_ids[-1]) == (2, 3)


def test_each_row_of_pooling_averages_its_own_sentence():
    article = making.make_article(("rain fell.", FACT), ("taxes would rise.", FACT))

    (example,) = examples_of(article)

    assert example.inputs.pooling == pytest.approx(
        np.array([[0, *[1 / 3] * 3, 0, 0, 0, 0, 0], [0, 0, 0, 0, *[1 / 4] * 4, 0]])
    )


def test_each_sentence_is_asked_once_on_dev():
    article = making.make_article(*[("rain fell and fell.", FACT)] * 30)

    examples = examples_of(article)

    assert len(examples) > 1
    assert sum(int((one.labels != IGNORED).sum()) for one in examples) == 30


def test_each_view_of_a_sentence_is_learnt_from():
    article = making.make_article(*[("rain fell and fell.", FACT)] * 30)

    examples = examples_of(article, decided_only=False)

    assert all((one.labels != IGNORED).all() for one in examples)
    assert sum(len(one.labels) for one in examples) > 30


def test_tags_are_asked_where_labels_are():
    article = making.make_article(
        *[("the minister said so.", OFFICIAL, "the minister", "said")] * 9
    )

    for example in examples_of(article):
        lengths = (example.inputs.pooling > 0).sum(axis=1)
        asked = [IGNORED, *np.repeat(example.labels, lengths), IGNORED]
        assert ((np.array(asked) == IGNORED) == (example.tags == IGNORED)).all()


def test_no_window_mixes_two_articles():
    one = making.make_article(("rain fell.", FACT))
    two = making.make_article(("taxes rise.", FACT))

    examples = examples_of(one, two)

    assert [len(example.labels) for example in examples] == [1, 1]


def test_an_article_without_sentences_gives_no_example():
    assert examples_of(making.make_article()) == []


def test_a_sentence_that_a_person_labelled_is_certain():
    (example,) = examples_of(making.make_article(("taxes rise.", EXPERT)))

    assert example.targets.tolist() == [[0.0, 1.0, 0.0]]


def test_a_sentence_with_probabilities_is_learnt_as_a_distribution():
    article = making.make_article(("taxes rise.", EXPERT))
    (sentence,) = article.sentences
    soft = replace(sentence, probabilities={OFFICIAL: 0.25, EXPERT: 0.5, FACT: 0.25})

    (example,) = examples_of(replace(article, sentences=(soft,)))

    assert example.targets.tolist() == [[0.25, 0.5, 0.25]]
    assert example.labels.tolist() == [LABELS.index(EXPERT)]
