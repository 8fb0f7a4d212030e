"""Who speaks under labels that are not those of news."""

import math

import pytest

from stance.labels import SpeakerKind
from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import resolve_speakers
from stance.schemes import LabelMeaning, LabelScheme

ROLES = LabelScheme(
    name="roles",
    outlet="event",
    labels=(
        LabelMeaning(name="event"),
        LabelMeaning(name="judgement", attributed=True),
        LabelMeaning(name="outlook"),
    ),
)
RENAMED = LabelScheme(
    name="renamed",
    outlet="rest",
    labels=(
        LabelMeaning(name="rest", kind=SpeakerKind.OTHER),
        LabelMeaning(name="science", attributed=True, kind=SpeakerKind.EXPERT),
        LabelMeaning(name="office", attributed=True, kind=SpeakerKind.OFFICIAL),
    ),
)
SAID = ("The lake is low, Ines Okoro said.", "It will fall, Okoro said.")
NAMES = ("Ines Okoro", "Okoro")


def read(chances, *, scheme, sources=NAMES):
    text, scored = " ".join(SAID), []
    for sentence, source, own in zip(SAID, sources, chances, strict=True):
        start = text.index(sentence)
        place = start + sentence.index(source) if source else 0
        scored.append(
            ScoredSentence(
                span=Span(start, start + len(sentence)),
                log_probabilities=tuple(map(math.log, own)),
                source=Span(place, place + len(source)) if source else None,
            )
        )
    return resolve_speakers(text, scored, scheme=scheme)


def test_without_kinds_a_speaker_may_speak_under_two_labels():
    article = read([(0.01, 0.98, 0.01), (0.01, 0.01, 0.98)], scheme=ROLES)

    assert [one.label for one in article.sentences] == ["judgement", "outlook"]
    assert [one.speaker for one in article.sentences] == ["s1", "s1"]


def test_without_kinds_each_sentence_keeps_its_probabilities():
    article = read([(0.2, 0.7, 0.1), (0.1, 0.3, 0.6)], scheme=ROLES)

    assert dict(article.sentences[0].probabilities) == pytest.approx(
        {"event": 0.2, "judgement": 0.7, "outlook": 0.1}
    )


def test_without_kinds_every_speaker_is_of_the_other_kind():
    article = read([(0.2, 0.7, 0.1), (0.1, 0.3, 0.6)], scheme=ROLES)

    assert [one.kind for one in article.speakers] == [SpeakerKind.OTHER]


def test_an_attributed_label_has_a_speaker_though_no_source_is_marked():
    article = read([(0.1, 0.8, 0.1), (0.8, 0.1, 0.1)], scheme=ROLES, sources=("", ""))

    assert [one.speaker for one in article.sentences] == ["s1", None]
    assert article.speakers[0].name == "Ines Okoro"


def test_kinds_decide_labels_of_any_name_and_order():
    article = read([(0.05, 0.8, 0.15), (0.5, 0.4, 0.1)], scheme=RENAMED)

    assert [one.label for one in article.sentences] == ["science", "science"]
    assert [one.kind for one in article.speakers] == [SpeakerKind.EXPERT]
