"""What holds for every change, on articles of every kind."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import making
from making import EXPERT, FACT, OFFICIAL
from stance.corpus.perturbing import CHANGES, perturb
from stance.corpus.rows import check_shape
from stance.corpus.rules import faults_in

#: Changes that neither add nor drop a sentence.
KEEP_SENTENCES = sorted({*CHANGES} - {"cut", "clutter", "dateline"})

#: Each change is tried on as many articles, however slow the machine.
FEW = settings(max_examples=40)

SENTENCES = st.sampled_from(
    [
        ("Dr Ylva Haugland said an Omani port had closed.", EXPERT, "Dr Ylva Haugland", "said"),
        ("“It’s ‘over’,” she said, “and done.”", EXPERT, "she", "said"),
        ('"We pay," the Ministry of Trade said.', OFFICIAL, "the Ministry of Trade", "said"),
        ("PARIS (AFP) -", FACT),
        ("AFP reported that Norwegian ports were full on Sunday.", FACT),
        ("Rain on the coast", FACT),
        ("It rained in Oslo and in Bergen for the whole of the week.", FACT),
    ]
)  # fmt: skip


@st.composite
def articles(draw):
    sentences = draw(st.lists(SENTENCES, min_size=1, max_size=9))
    gaps = draw(st.lists(st.sampled_from([" ", "\n", "\n\n"]), min_size=9, max_size=9))
    record = making.make_article(*sentences).to_dict()
    text, rows = "", []
    for row, (words, *_), gap in zip(record["sentences"], sentences, gaps, strict=False):
        shift = len(text) - row["start"]
        moved = {
            name: [one + shift for one in row[name]] for name in ("source", "cue") if row[name]
        }
        rows.append({**row, **moved, "start": len(text), "end": len(text) + len(words)})
        text += words + gap
    speakers = [
        {**one, "name": "Ylva Haugland" if one["kind"] == "expert" else one["name"], "role": "Dr"}
        for one in record["speakers"]
    ]
    return making.Article.from_dict(
        {**record, "text": text.rstrip(), "sentences": rows, "speakers": speakers}
    )


@pytest.mark.parametrize("name", CHANGES)
@FEW
@given(article=articles(), seed=st.integers(0, 99))
def test_a_changed_article_is_a_faultless_record(name, article, seed):
    changed = CHANGES[name](article, Random(seed))

    assert list(faults_in(check_shape(changed.to_dict()))) == []


@pytest.mark.parametrize("name", KEEP_SENTENCES)
@FEW
@given(article=articles(), seed=st.integers(0, 99))
def test_labels_and_speakers_stay(name, article, seed):
    changed = CHANGES[name](article, Random(seed))

    before = [(one.label, one.speaker) for one in article.sentences]
    assert [(one.label, one.speaker) for one in changed.sentences] == before


@pytest.mark.parametrize("name", sorted({*CHANGES} - {"quotes", "headline"}))
@FEW
@given(article=articles(), seed=st.integers(0, 99))
def test_cues_are_the_same_words(name, article, seed):
    changed = CHANGES[name](article, Random(seed))

    cues = [changed.text_of(one.cue) for one in changed.sentences if one.cue]
    assert set(cues) <= {"said"}


@pytest.mark.parametrize("name", ["paragraphs", "clutter"])
@FEW
@given(article=articles(), seed=st.integers(0, 99))
def test_the_old_sentences_stay_in_their_order(name, article, seed):
    changed = CHANGES[name](article, Random(seed))

    texts = iter([changed.text_of(one) for one in changed.sentences])
    assert all(article.text_of(one) in texts for one in article.sentences)


@FEW
@given(article=articles(), seed=st.integers(0, 99))
def test_cutting_keeps_sentences_that_stand_together(article, seed):
    changed = CHANGES["cut"](article, Random(seed))

    assert changed.text in article.text
    labels = [(article.text_of(one), one.label) for one in article.sentences]
    kept = [(changed.text_of(one), one.label) for one in changed.sentences]
    assert any(labels[at : at + len(kept)] == kept for at in range(len(labels)))


@FEW
@given(article=articles(), seed=st.integers(0, 99))
def test_quotation_marks_are_all_that_changes(article, seed):
    changed = CHANGES["quotes"](article, Random(seed))

    unmarked = str.maketrans(dict.fromkeys("\"'“”‘’", "."))
    assert changed.text.translate(unmarked) == article.text.translate(unmarked)


@FEW
@given(article=articles(), seed=st.integers(0, 99))
def test_the_same_seed_gives_the_same_article(article, seed):
    assert perturb(article, Random(seed)) == perturb(article, Random(seed))


@FEW
@given(article=articles())
def test_without_a_chance_nothing_changes(article):
    assert perturb(article, Random(1), chance=0) is article


def test_a_chance_beyond_one_is_refused():
    with pytest.raises(ValueError, match="from 0 to 1, not 2"):
        perturb(making.make_article(("Rain fell.", FACT)), Random(1), chance=2)
