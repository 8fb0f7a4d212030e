import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors

import making
from counting import growth
from stance.parts import Span
from stance.prediction.segments import _STRETCH, _stretches, segment
from stance.text.characters import readable
from stance.text.quotes import with_one_sign

CAPACITY = 10
WORDPIECE = making.make_tokenizer()
ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from("abcé ,.'`\r\n\t\x00\u200b\u200f\u05d0\U0001f600\u0301東İß"),
        st.characters(),
        st.characters(categories=["Cs"]),
    ),
    min_size=1,
    max_size=80,
)


def make_byte_tokenizer():
    """A tokenizer of bytes, in which one character may be four tokens."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {letter: index for index, letter in enumerate(alphabet)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=True)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


TOKENIZERS = pytest.mark.parametrize(
    "tokenizer", [WORDPIECE, make_byte_tokenizer()], ids=["pieces", "bytes"]
)


def segments_of(text, *, sentences=None, tokenizer=WORDPIECE, capacity=CAPACITY):
    spans = [Span(0, len(text))] if sentences is None else sentences
    return list(segment(text, spans, tokenizer=tokenizer, capacity=capacity, unknown_id=1))


def ids_of(segments):
    return [token for one in segments for token in one.token_ids.tolist()]


def offsets_of(segments):
    return [tuple(pair) for one in segments for pair in one.offsets.tolist()]


@TOKENIZERS
@given(text=ANY_TEXT)
def test_no_token_is_lost_or_added(tokenizer, text):
    own = tokenizer.encode(with_one_sign(readable(text)), add_special_tokens=False).ids

    assert ids_of(segments_of(text, tokenizer=tokenizer)) == (own or [1])


@TOKENIZERS
@given(text=ANY_TEXT)
def test_no_segment_is_empty_or_longer_than_a_window(tokenizer, text):
    segments = segments_of(text, tokenizer=tokenizer)

    assert all(1 <= len(one.token_ids) <= CAPACITY for one in segments)
    assert all(len(one.token_ids) == len(one.offsets) for one in segments)


@TOKENIZERS
@given(text=ANY_TEXT, before=ANY_TEXT)
def test_offsets_are_those_of_the_article(tokenizer, text, before):
    alone = segments_of(text, tokenizer=tokenizer)

    spans = [Span(len(before), len(before) + len(text))]
    inside = segments_of(before + text, sentences=spans, tokenizer=tokenizer)

    moved = [(start - len(before), end - len(before)) for start, end in offsets_of(inside)]
    assert moved == offsets_of(alone)


@TOKENIZERS
@given(text=ANY_TEXT)
def test_offsets_stay_inside_the_sentence_and_in_order(tokenizer, text):
    offsets = offsets_of(segments_of(text, tokenizer=tokenizer))

    assert all(0 <= start <= end <= len(text) for start, end in offsets)
    assert offsets == sorted(offsets)


def test_the_characters_of_a_token_are_its_word():
    text = "Rain fell 😀 said the Minister."

    segments = segments_of(text)

    words = [text[start:end] for start, end in offsets_of(segments)]
    assert words == ["Rain", "fell", "😀", "said", "the", "Minister", "."]


def test_a_long_sentence_becomes_segments_of_nearly_one_length():
    segments = segments_of("rain " * 21)

    assert [len(one.token_ids) for one in segments] == [7, 7, 7]
    assert {one.sentence for one in segments} == {0}


def test_segments_know_their_sentence():
    text = "rain fell. the minister said taxes would rise. rain fell."
    sentences = [Span(0, 10), Span(11, 46), Span(47, 57)]

    segments = segments_of(text, sentences=sentences, capacity=4)

    assert [one.sentence for one in segments] == [0, 1, 1, 2]


@pytest.mark.parametrize("text", ["\u200b", "\u200f\u200e", " ", "\x00", "\ufffd", "\u0085"])
def test_a_sentence_of_nothing_visible_is_one_unknown_token(text):
    segments = segments_of(text)

    assert (ids_of(segments), offsets_of(segments)) == ([1], [(0, len(text))])


def test_no_sentences_are_no_segments():
    assert segments_of("", sentences=[]) == []


@given(
    st.text(st.sampled_from("ab "), max_size=30).map(lambda text: text * 4_000),
    st.integers(0, 50),
)
def test_stretches_join_to_the_sentence(text, start):
    sentence = Span(min(start, len(text)), len(text))

    stretches = list(_stretches(text, sentence))

    assert [one.start for one in stretches[1:]] == [one.end for one in stretches[:-1]]
    assert (stretches[0].start, stretches[-1].end) == sentence
    assert all(0 < one.end - one.start <= _STRETCH for one in stretches) or not text


def test_a_stretch_ends_at_a_space_where_there_is_one():
    text = "rain fell " * 5_000

    stretches = list(_stretches(text, Span(0, len(text))))

    assert len(stretches) == 13
    assert all(text[one.start] == " " for one in stretches[1:])


def test_a_text_cut_into_stretches_has_the_same_tokens():
    text = "the minister said taxes would rise, " * 2_000

    cut = ids_of(segments_of(text, capacity=400))

    assert cut == WORDPIECE.encode(text, add_special_tokens=False).ids


@pytest.mark.parametrize("letter", ["a", "é", "😀", "\u200b", "東", "-"])
def test_ten_times_the_characters_without_a_space_are_ten_times_the_work(letter):
    def cut(n_characters):
        assert segments_of(letter * n_characters, capacity=400)

    assert growth(cut, (100_000,), (1_000_000,)) < 12


def test_many_sentences_come_in_order():
    text = "rain fell. " * 1_000
    sentences = [Span(at, at + 10) for at in range(0, len(text), 11)]

    segments = segments_of(text, sentences=sentences)

    assert [one.sentence for one in segments] == list(range(1_000))
