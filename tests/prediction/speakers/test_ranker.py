"""What a ranker knows of each candidate, feature by feature, and how its weights are read."""

import json
import math

import pytest

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers import resolve_speakers
from stance.prediction.speakers.linking.ranker import Candidate, Ranker
from stance.prediction.speakers.linking.ranker_file import bundled_ranker

SAID, TOLD = (0.9, 0.05, 0.05), (0.05, 0.05, 0.9)


def questions_of(*sentences):
    """Give the questions that sentences raise, each with its place.

    A source stands in angle brackets; a sentence that begins with "~" is the outlet's.
    """
    text, scored = "", []
    for one in sentences:
        chances = TOLD if one.startswith("~") else SAID
        before, _, behind = one.lstrip("~").partition("<")
        source, _, after = behind.partition(">")
        start = len(text)
        text += before + source + after
        at = start + len(before)
        scored.append(
            ScoredSentence(
                span=Span(start, len(text.rstrip())),
                log_probabilities=tuple(map(math.log, chances)),
                source=Span(at, at + len(source)) if source else None,
            )
        )
        text += " "
    asked = []

    def keep(place, candidates):
        asked.append((place, candidates))
        return bundled_choice(candidates)

    resolve_speakers(text, scored, ranker=Ranker(asked=keep))
    return asked


def bundled_choice(candidates):
    scores = [bundled_ranker().score(one) for one in candidates]
    return scores.index(max(scores))


def answers_to(*sentences):
    """Give whom the last sentence may name; None is somebody new."""
    _, candidates = questions_of(*sentences)[-1]
    return [one.answer for one in candidates]


MAYOR = "<Ada Obi, the mayor of Orno,> said it."


@pytest.mark.parametrize(
    ("feature", "sentences"),
    [
        ("exact name", (MAYOR, "<Ada Obi> said so.")),
        ("part of name", (MAYOR, "<Obi> said so.")),
        ("longer name", ("<Obi> said it.", "<Ada Obi> said so.")),
        ("same surname", (MAYOR, "<Obi> said so.")),
        ("acronym", ("<The Orno Lake Authority> said it.", "<OLA> said so.")),
        ("other name", ("<The Orno Lake Authority> said it.", "<The Larkspur Bank> said so.")),
        ("same noun", (MAYOR, "<The mayor> said so.")),
        ("same last noun", ("<The mayor> said it.", "<The mayor> said so.")),
        ("role told", (MAYOR, "<The mayor> said so.")),
        ("same words", ("<Residents> said it.", "<Residents> said so.")),
        ("same class", ("<The Larkspur company> said it.", "<The firm> said so.")),
        ("same gender", ("<She> said it.", "<she> said so.")),
        ("paper", ("<The report> said it.", "<The study> said so.")),
        ("paper of somebody", (MAYOR, "<The report> said so.")),
        ("spokesperson", ("<The Larkspur Bank> said it.", "<A spokesman> said so.")),
        ("plural of one", (MAYOR, "<The residents> said so.")),
        ("both plural", ("<Residents> said it.", "<Residents> said so.")),
        ("last speaker", (MAYOR, "<The mayor> said so.")),
        ("spoke before", (MAYOR, "<The mayor> said so.")),
        ("speaker before", (MAYOR, "<Ben Tarn> said it.", "<She> said so.")),
        ("silent", ("~Ada Obi opened the lake.", "<She> said so.")),
        ("subject before", ("~Ada Obi opened the lake.", "<She> said so.")),
        ("overtaken", (MAYOR, "~Clara Tarn opened the lake.", "<She> said so.")),
        ("no score", (MAYOR, "<She> said so.")),
        ("new: one word", ("<Obi> said so.",)),
        ("new: lead", ("<Ada Obi> said so.",)),
        ("new: no vector", ("<Ada Obi> said so.",)),
        ("behind", (MAYOR, "It is low.")),
        ("next", (MAYOR, "It is low.")),
        ("named before", (MAYOR, "It is low.")),
        ("same paragraph", (MAYOR, "It is low.")),
        ("gap", (MAYOR, "~It rained.", "It is low.")),
        ("gone on", (MAYOR, "It is low.", "It is dry.")),
        ("paragraph", (MAYOR + "\n\n", "It is low.")),
        ("ahead", ("It is low.", MAYOR)),
        ("after colon", ("<Ada Obi> said:", "It is low.")),
        ("same quotation", ("“It is low,” <Ada Obi> said. “It", "is dry. It is bad.”")),
        ("partly quoted", (MAYOR, "It is “low”.")),
        ("asks", (MAYOR, "Is it low?")),
        ("last", (MAYOR, "It is low.")),
        ("plural", ("<Residents> said it.", "It is low.")),
        ("nameless", ("<Residents> said it.", "It is low.")),
        ("no probe", (MAYOR, "It is low.")),
    ],
)
def test_a_feature_is_told(feature, sentences):
    is_new, name = feature.startswith("new: "), feature.removeprefix("new: ")
    found = [
        one
        for _, candidates in questions_of(*sentences)
        for one in candidates
        if one.type.endswith(", new") == is_new
    ]
    assert any(one.features.get(name) for one in found)
    assert any(name in weights for weights in bundled_ranker().weights.values())


@pytest.mark.parametrize("other", ["<Dr Ben Tarn> said so.", "<Father Ivo Tarn> said so."])
def test_nobody_has_two_names(other):
    assert answers_to(MAYOR, other) == [None]


@pytest.mark.parametrize(
    "other",
    ["<The actress> said so.", "<The foreign minister> said so.", "<Obi's lawyer> said so."],
)
def test_nobody_is_of_two_genders_or_offices_or_employs_himself(other):
    answers = answers_to("<Father Ivo Obi, the health minister,> said it.", other)
    assert answers == [None]


def test_the_sum_of_weighted_features_decides():
    ranker = Ranker({"a": {"near": 2.0, "far": -1.0}, "b": {"near": 1.0}})
    candidates = [
        Candidate("first", "a", {"near": 1.0, "far": 2.0}),
        Candidate("second", "b", {"near": 1.5, "unknown": 9.0}),
    ]
    assert [ranker.score(one) for one in candidates] == [0.0, 1.5]
    assert ranker.choose(0, candidates) == "second"


def test_weights_are_read_as_they_were_written():
    assert Ranker.from_json(Ranker({"a": {"near": -0.5}}).to_json().encode()).weights == {
        "a": {"near": -0.5}
    }


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "[" * 100_000,
        '{"format": 2, "weights": {"a": {}}}',
        '{"format": 1, "weights": {}}',
        '{"format": 1, "weights": {"a": [1]}}',
        '{"format": 1, "weights": {"a": {"near": NaN}}}',
        '{"format": 1, "weights": {"a": {"near": true}}}',
        json.dumps({"format": 1, "weights": {"a": {"near": 1000}}}),
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(ValueError):
        Ranker.from_json(content.encode())
