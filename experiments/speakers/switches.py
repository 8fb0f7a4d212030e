"""What each part of the resolver gives when it is switched off (ablation.py)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from stance.prediction.speakers.capacity.leanings import PAST_OFFICE, _priors
from stance.prediction.speakers.speech.interviews import Interview
from stance.prediction.speakers.vocabulary.lexicon import lexicon


def gives(value: Any) -> Callable[..., Any]:
    """Give a function that finds nothing, as this value says."""
    return lambda *_, **__: value


def same(value: Any, *_: object, **__: object) -> Any:
    """Give back what was given."""
    return list(value) if isinstance(value, (list, tuple)) else value


def end_of(_words: object, _first: int, end: int, **_kept: object) -> int:
    return end


def nearer(_mention: object, voice: Any, place: int) -> float:
    return -0.2 * (place - max(voice.spoke_at, voice.seen_at))


def alone(voices: Any, chances: Any, *, are_named: object) -> dict[Any, Any]:  # noqa: ARG001
    """Give a voice the label of its first sentence."""
    first: dict[Any, Any] = {}
    for voice, own in zip(voices, chances, strict=True):
        if voice is not None:
            first.setdefault(voice, own)
    return first


def emptied(**lists: Any) -> Mapping[str, Any]:
    known = replace(lexicon(), **lists)
    return {"vocabulary.lexicon.lexicon": gives(known)}


NOTHING, NO = gives(None), gives(value=False)
#: By name, the functions and what stands in for each.
SWITCHES: Final[Mapping[str, Mapping[str, Callable[..., Any]]]] = {
    "speech.turns": {"speech.turns.turns_of": gives([])},
    "speech.interviews": {"speech.interviews.interview_in": gives(Interview())},
    "speech.signatures": {
        "speech.signatures.with_signatures": same,
        "speech.signatures.sign": same,
    },
    "speech.announcing": {"speech.announcing.announce": same},
    "speech.uncued": {"speech.uncued.doubt_uncued": same},
    "speech.acts": {
        "speech.acts.without_acts": lambda scored, voices, **_: (list(scored), list(voices))
    },
    "speech.orphans": {
        "speech.orphans.doubt_orphans": same,
        "speech.orphans.people_of": gives([]),
    },
    "speech.carrying": {"speech.carrying.Carrier.carry_on": lambda self: self._voices},
    "source_spans.strays": {"source_spans.without_strays": same},
    "source_spans.cues": {"source_spans.complete_cue": same},
    "source_spans.left_edges": {"source_spans._left_edge": lambda _, first, **__: first},
    "source_spans.right_edges": {"source_spans._right_edge": end_of},
    "source_spans": {"source_spans.complete_source": lambda _, one: one.source},
    "linking.choosing": {"linking.choosing.choose": NOTHING},
    "linking.unveiling": {
        f"linking.unveiling.{name}": NOTHING for name in ("revealed", "speaking_for")
    },
    "linking.behalf": {
        f"linking.behalf.{name}": NO for name in ("speaks_for", "is_in", "is_of_other_authority")
    },
    "linking.introducing": {
        f"linking.introducing.{name}": NOTHING for name in ("introduced", "called_next")
    },
    "linking.excluding": {
        f"linking.excluding.{name}": NO
        for name in ("is_somebody_else", "holds_another_office", "have_other_titles", "is_party")
    },
    "linking.descriptions": {"linking.descriptions.fit_description": nearer},
    "linking.nearness": {"linking.nearness.fit_pronoun": nearer},
    "phrases.roles": {"phrases._skip_roles": lambda _, start, *__, **___: start},
    "reading.introduced": {"reading._names_after": gives([])},
    "reading.natives": {"reading._is_native": NO, "bodies.names_several": NO},
    "bodies.issuers": {f"bodies.{name}": gives(()) for name in ("holder_of", "issuer_of")},
    "bodies.two": {"bodies.first_of_two": same},
    "scanning.appositions": {
        "scanning._apposition_before": lambda _, first, __: first,
        "scanning._apposition_after": lambda _, last: last,
    },
    "scanning.described": {
        "scanning.bodies_in": gives([]),
        "scanning.subject_in": NOTHING,
    },
    "page.titles": {"page.is_title": NO},
    "page.first_words": {"page.Page._opens_name": NO},
    "names.states": {"names.state_of": gives(()), "names.are_of_one_place": NO},
    "capacity.pooling": {"capacity.pooling.pool": alone},
    "priors of roles": {"capacity.leanings._priors": gives({PAST_OFFICE: _priors()[PAST_OFFICE]})},
    "roles": emptied(roles={}),
    "bodies": emptied(bodies=frozenset()),
    "documents": emptied(documents=frozenset()),
    "titles": emptied(titles={}),
    "countries": emptied(countries={}),
    "given_names": emptied(given={}),
    "particles": emptied(particles=frozenset()),
    "classes": emptied(classes={}),
}
#: What the network says besides labels and spans, by field of a scored sentence.
PROBES: Final[Mapping[str, tuple[str, ...]]] = {
    "the network on mentions": ("tokens",),
    "the network on who speaks": ("speaking",),
}
