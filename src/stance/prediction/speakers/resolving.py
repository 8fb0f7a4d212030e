"""From a model's scores of single sentences to an article whose speakers are known."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from stance.article import Article
from stance.frozen import FrozenDict
from stance.labels import SpeakerKind
from stance.parts import Sentence, Span, Speaker
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.capacity.chances import chances_of, label_of
from stance.prediction.speakers.capacity.leanings import lean
from stance.prediction.speakers.capacity.pooling import confide, pool
from stance.prediction.speakers.layout import Quotations
from stance.prediction.speakers.linking.cast import Cast
from stance.prediction.speakers.linking.describing import mentions_of, name_of, ranks_of, roles_of
from stance.prediction.speakers.linking.hearing import hear_sources
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.source_spans import complete_cue, complete_source, without_strays
from stance.prediction.speakers.speech.acts import without_acts
from stance.prediction.speakers.speech.announcing import announce
from stance.prediction.speakers.speech.carrying import Carrier
from stance.prediction.speakers.speech.interviews import Interview, interview_in
from stance.prediction.speakers.speech.orphans import adopt_orphans, doubt_orphans
from stance.prediction.speakers.speech.signatures import sign, with_signatures
from stance.prediction.speakers.speech.turns import turns_of, with_turns
from stance.prediction.speakers.speech.uncued import doubt_uncued
from stance.schemes import NEWS, LabelScheme


def resolve_speakers(
    text: str,
    scored: Sequence[ScoredSentence],
    *,
    scheme: LabelScheme = NEWS,
    finds_sources: bool = True,
) -> Article:
    """Find out who speaks in each sentence, and in what capacity.

    Mentions are linked to voices from top to bottom; sentences that only carry a speech on
    inherit the voice of those around them; then all sentences of a voice, and the words for it,
    decide together in what capacity it speaks, and a sentence with a speaker takes the label of
    the speaker's kind. Where the labels tell no kind, each sentence keeps the label that the model
    gave it.

    Args:
        text: The article.
        scored: Its sentences in order, without overlap. A source or a cue that is not inside its
            sentence is ignored.
        scheme: What the labels say about speakers.
        finds_sources: Whether the model looks for sources at all. If not, nobody is named, and
            each sentence keeps the label that the model gave it.

    Returns:
        The article with one sentence for each given, at the same place. A sentence has the label
        of its speaker's kind, and a speaker if its label is attributed; the likeliest label is
        always the one given. Speakers are numbered s1, s2, … in the order in which they first
        speak; one whom the article never names is called "unnamed official" or "unnamed expert".

    Examples:
        >>> import math
        >>> said = "The lake is low, Ines Okoro, a hydrologist, said."
        >>> scores = tuple(map(math.log, (0.2, 0.7, 0.1)))
        >>> source = Span(17, 43)
        >>> article = resolve_speakers(said, [ScoredSentence(
        ...     span=Span(0, len(said)), log_probabilities=scores, source=source)])
        >>> article.speakers[0]
        Speaker(id='s1', name='Ines Okoro', role='hydrologist', kind='expert', n_sentences=1)
    """
    page = Page(text)
    quotations = Quotations.of(text)
    marked = (without_strays(sentence, page, quotations) for sentence in scored)
    whole = (complete_cue(sentence, page=page) for sentence in marked)
    sound = [replace(sentence, source=complete_source(page, sentence)) for sentence in whole]
    turns = turns_of(sound, page)
    interview = Interview() if turns else interview_in(sound, page, quotations)
    if scheme.label_of_kind:  # else no label says whether it is the outlet that speaks
        taken = with_turns(sound, turns, page, scheme=scheme)
        sound = with_signatures(interview.heard(taken, scheme=scheme), page)
    if scheme.label_of_kind and finds_sources:
        sound = doubt_uncued(sound, page=page, quotations=quotations, scheme=scheme)
    cast = Cast(n_capacities=len(scheme.label_of_kind) or 1)
    carried: Sequence[Voice | None] = [None] * len(sound)
    if finds_sources:
        heard = hear_sources(sound, page=page, quotations=quotations, cast=cast, scheme=scheme)
        carrier = Carrier(page, sound, heard=heard, quotations=quotations, scheme=scheme)
        carried = announce(carrier.carry_on(), sound, turns=turns, page=page, quotations=quotations)
        carried = sign(interview.answered(carried, sound, cast=cast), sound, page)
        if scheme.label_of_kind:
            sound = doubt_orphans(sound, carried, page, scheme=scheme)
    chances = [chances_of(sentence) for sentence in sound]
    voices = adopt_orphans(carried, chances=chances, cast=cast, scheme=scheme)
    are_named = [sentence.source is not None for sentence in sound]
    pooled = {
        voice: lean(
            own,
            name_of(text, voice),
            *roles_of(text, voice),
            ranks=ranks_of(text, voice),
            scheme=scheme,
        )
        for voice, own in pool(voices, chances, are_named=are_named).items()
    }
    sound, voices = without_acts(sound, voices, chances=chances, pooled=pooled, scheme=scheme)
    pooled = {voice: pooled[voice] for voice in dict.fromkeys(voices) if voice is not None}
    # those without a name are many in one, so they share no evidence
    decided = set(cast.voices) if scheme.label_of_kind else set()
    ids = {voice: f"s{number}" for number, voice in enumerate(pooled, start=1)}
    return Article(
        text=text,
        sentences=tuple(
            _sentence(
                one,
                label=label_of(pooled[voice] if voice in decided else own, scheme=scheme),
                chances=confide(pooled[voice], own) if voice in decided else own,
                speaker=ids[voice] if voice is not None else None,
                quotes=quotations.within(one.span),
                scheme=scheme,
            )
            for one, own, voice in zip(sound, chances, voices, strict=True)
        ),
        speakers=_speakers(text, pooled, ids=ids, counts=Counter(voices), scheme=scheme),
        scheme=scheme,
    )


def _sentence(
    scored: ScoredSentence,
    *,
    label: str,
    chances: tuple[float, ...],
    speaker: str | None,
    quotes: tuple[Span, ...],
    scheme: LabelScheme,
) -> Sentence:
    is_spoken = speaker is not None  # words for a source or a cue belong to somebody
    return Sentence(
        start=scored.span.start,
        end=scored.span.end,
        label=label,
        probabilities=FrozenDict(zip(scheme.names, chances, strict=True)),
        speaker=speaker,
        source=scored.source if is_spoken else None,
        cue=scored.cue if is_spoken else None,
        quotes=quotes,
    )


def _speakers(
    text: str,
    pooled: Mapping[Voice, tuple[float, ...]],
    *,
    ids: Mapping[Voice, str],
    counts: Mapping[Voice | None, int],
    scheme: LabelScheme,
) -> tuple[Speaker, ...]:
    speakers = []
    for voice, chances in pooled.items():
        kind = scheme.kind_of_label.get(label_of(chances, scheme=scheme))
        speakers.append(
            Speaker(
                id=ids[voice],
                name=name_of(text, voice) or f"unnamed {kind or 'speaker'}",
                role=next(iter(roles_of(text, voice)), ""),
                kind=kind or SpeakerKind.OTHER,
                mentions=mentions_of(voice),
                n_sentences=counts[voice],
            )
        )
    return tuple(speakers)
