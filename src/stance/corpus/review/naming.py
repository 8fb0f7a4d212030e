"""Names that reviewers gave, and the speakers that they stand for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from stance.article import Article
from stance.corpus.review.decisions import Decision, Part
from stance.parts import Sentence


def identify_speakers(article: Article, decisions: Mapping[int, Decision]) -> list[str | None]:
    """Find out whose voice each sentence has after a review.

    Args:
        article: As it was.
        decisions: By number of the sentence, from 1.

    Returns:
        The id of each sentence's speaker; None is the outlet itself.
    """
    ids: list[str | None] = [sentence.speaker for sentence in article.sentences]
    names = {speaker.id: folded(speaker.name) for speaker in article.speakers}
    renamed: dict[str, list[int]] = defaultdict(list)
    for number, decision in decisions.items():
        if Part.SPEAKER not in decision.parts:
            continue
        index, voice = number - 1, decision.speaker
        if voice is None:
            ids[index] = None
        elif folded(voice.name) != names.get(ids[index] or ""):
            renamed[folded(voice.name)].append(index)
    for name, indices in renamed.items():
        identity = _identity(article.sentences, name, indices=indices, names=names)
        names[identity] = name
        for index in indices:
            ids[index] = identity
    return ids


def _identity(
    sentences: Sequence[Sentence], name: str, *, indices: Sequence[int], names: Mapping[str, str]
) -> str:
    """Give the id of who has a name: someone listed, someone renamed, or someone new."""
    for identity, known in names.items():
        if known == name:
            return identity
    for earlier in dict.fromkeys(sentences[index].speaker for index in indices):
        own = {index for index, one in enumerate(sentences) if one.speaker == earlier}
        if earlier is not None and own <= set(indices):
            return earlier
    return next(new for n in range(1, len(names) + 2) if (new := f"s{n}") not in names)


def folded(name: str) -> str:
    """Give a name as it is compared: case and runs of blanks do not matter."""
    return " ".join(name.casefold().split())
