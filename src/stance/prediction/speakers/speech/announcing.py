"""What is announced: "Obi wrote:", and in the line below it, without marks, what she wrote."""

import re
from collections.abc import Sequence

from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.layout import Quotations, is_heading, lines_of
from stance.prediction.speakers.linking.voices import Voice
from stance.prediction.speakers.page import Page
from stance.prediction.speakers.speech.signatures import FIRST_PERSON
from stance.prediction.speakers.speech.turns import Turn, label_of

_AFTER_NAME = re.compile(r"(?: \([^()]*\))?:")
#: What an item of a list begins with.
_ITEM = re.compile(r"\s*(?:[•·▪●*–—-]\s|\d{1,2}[.)]\s)")
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]\W*")


def announce(
    voices: Sequence[Voice | None],
    scored: Sequence[ScoredSentence],
    *,
    turns: Sequence[Turn],
    page: Page,
    quotations: Quotations,
) -> list[Voice | None]:
    """Give what is announced the voice that is said to speak in it.

    The text of a page does not show its block quotations by marks. But a sentence with a source
    that ends in a colon announces the line below it, and a name with a colon after it the rest of
    its own; both go on as long as further lines say "I" or "we", or are items of a list, and name
    nobody.

    Args:
        voices: Who speaks in each sentence; None is the outlet.
        scored: The sentences.
        turns: Those of a transcript; each announces its lines down to one that names somebody.
        page: The article.
        quotations: Its quotations.

    Returns:
        The voices. A sentence with a source of its own keeps its voice; if its line begins with
        it, and it is no label, nothing is announced there.
    """
    told = list(voices)
    _tell_turns(told, scored, turns, page)
    of_turns = {place for turn in turns for place in turn.places}
    speaking: Voice | None = None
    for line in lines_of(scored, page.text):
        if line[0] and _is_lead_in(scored[line[0] - 1], page):
            speaking = told[line[0] - 1]
        elif speaking is not None:
            sentences = [scored[place] for place in line]
            speaking = speaking if _goes_on(sentences, page, quotations=quotations) else None
        for place in line:
            sentence = scored[place]
            if place in of_turns or _is_labelled(sentence, page):
                is_announced = place not in of_turns and sentence.source is not None
                speaking = told[place] if is_announced and line[0] else None
            elif sentence.source is not None:
                speaking = speaking if place > line[0] else None
            elif speaking is not None:
                told[place] = speaking
    return told


def _tell_turns(
    told: list[Voice | None],
    scored: Sequence[ScoredSentence],
    turns: Sequence[Turn],
    page: Page,
) -> None:
    """Give turns of one label the voice of the first, down to a sentence with another source.

    So is what is carried on from one of them below the last.
    """
    voices: dict[str, Voice | None] = {}
    labels: dict[Voice | None, Voice | None] = {}
    for turn in (one for one in turns if one.is_named):
        first, *others = turn.places
        voice = voices.setdefault(turn.called, told[first])
        if told[first] is not None:
            labels[told[first]] = voice
        told[first] = voice
        for place in others:
            if scored[place].source is not None:
                break
            if not _is_aside(scored[place], page):
                told[place] = told[first]
    for place in range(turns[-1].places.stop if turns else len(told), len(told)):
        told[place] = labels.get(told[place], told[place])


def _is_lead_in(sentence: ScoredSentence, page: Page) -> bool:
    """Whether somebody is said to speak below: "She added:"."""
    words = page.text[sentence.span.start : sentence.span.end].rstrip()
    return sentence.source is not None and words.endswith(":")


def _is_labelled(sentence: ScoredSentence, page: Page) -> bool:
    """Whether a sentence begins with its source and a colon, or with "NARRATOR:"."""
    source, text = sentence.source, page.text
    if source is None:
        return label_of(text, sentence.span) is not None
    is_first = not any(map(str.isalnum, text[sentence.span.start : source.start]))
    return is_first and _AFTER_NAME.match(text, source.end) is not None


def _goes_on(line: Sequence[ScoredSentence], page: Page, *, quotations: Quotations) -> bool:
    """Whether a line is an item or says "I" without marks, and names nobody and asks nothing."""
    if any(sentence.source is not None for sentence in line) or page.is_question(line[0].span):
        return False
    start = page.text.rfind("\n", 0, line[0].span.start) + 1
    return _ITEM.match(page.text, start) is not None or any(
        quotations.around(word.start()) is None
        for sentence in line
        for word in FIRST_PERSON.finditer(page.text, *sentence.span)
    )


def _is_aside(sentence: ScoredSentence, page: Page) -> bool:
    """Whether it is a heading, or "(LAUGHTER)"."""
    return is_heading(sentence, page) or bool(_BRACKETED.fullmatch(page.text, *sentence.span))
