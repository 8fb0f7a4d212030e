"""Whom a sentence names: its source, and others beside it."""

from dataclasses import replace

from stance.parts import Span
from stance.prediction.scores import ScoredSentence
from stance.prediction.speakers.layout import Quotations
from stance.prediction.speakers.mentions import Being, Mention
from stance.prediction.speakers.page import ENDS_SENTENCE, Page, is_title
from stance.prediction.speakers.reading import read_mention
from stance.prediction.speakers.scanning import bodies_in, names_in, subject_in
from stance.prediction.speakers.vocabulary.lexicon import lexicon


def source_of(sentence: ScoredSentence, source: Span, *, page: Page) -> Mention:
    """Read the source of a sentence.

    Args:
        sentence: With its scores.
        source: In it.
        page: The article.

    Returns:
        What the words say, and what a network makes of them.
    """
    return _seen(read_mention(page, source), source, sentence)


def named_in(sentence: ScoredSentence, *, page: Page, quotations: Quotations) -> list[Mention]:
    """Find those whom a sentence names outside of its source and of quotations.

    Args:
        sentence: With its scores and its source.
        page: The article.
        quotations: Its quotations.

    Returns:
        In order of the text, with what a network makes of their names.
    """
    is_ended = page.text[sentence.span.end - 1] in ENDS_SENTENCE
    if not is_ended and is_title(page.words_of(sentence.span)):
        return []  # "Fed Lifts Rates As Obi Waits" is no name
    source = sentence.source
    opening = page.after_dateline(sentence.span)
    return [
        _seen(name, name.called, sentence)
        for name in sorted(
            (*names_in(page, sentence.span), *bodies_in(page, sentence.span)),
            key=lambda one: one.span,
        )
        if name.called.start >= opening
        and quotations.around(name.called.start) is None
        and (source is None or not name.span.overlaps(source) or _is_within(name, source, page))
    ]


def described_in(sentence: ScoredSentence, *, page: Page, quotations: Quotations) -> Mention | None:
    """Find the person whom a sentence is about, where it describes one: "The judge waits".

    Args:
        sentence: With its scores and its source.
        page: The article.
        quotations: Its quotations.

    Returns:
        The description, with what a network makes of it; None where the sentence opens otherwise,
        where it is the source or where it is quoted.
    """
    subject = subject_in(page, sentence.span)
    if subject is None or quotations.around(subject.span.start) is not None:
        return None
    is_source = sentence.source is not None and subject.span.overlaps(sentence.source)
    return None if is_source else _seen(subject, subject.span, sentence)


def owns(name: Mention, page: Page) -> bool:
    """Tell whether something of somebody follows a name: "Ada Obi's office"."""
    return page.text.startswith(("'s ", "’s "), name.called.end)


def _is_within(name: Mention, source: Span, page: Page) -> bool:
    """Whether a source only belongs to somebody, or speaks for them.

    That is Obi of "Ada Obi's office" and of "Ben Tarn, a lawyer for Ada Obi".
    """
    is_person = name.being is Being.PERSON or (name.being is Being.UNKNOWN and len(name.name) > 1)
    is_full = bool(lexicon().given.keys() & name.name[:1])  # and no "Minister for Housing Ada Obi"
    is_client = is_full and page.text.endswith(" for ", source.start, name.span.start)
    return is_person and (is_client or (owns(name, page) and name.called.end < source.end))


def _seen(mention: Mention, words: Span, sentence: ScoredSentence) -> Mention:
    """Add what a network makes of the words."""
    return replace(mention, vector=sentence.tokens.of(words)) if sentence.tokens else mention
