"""An article, read once for all labelling functions."""

from collections.abc import Sequence
from functools import cached_property

from stance.labeling.cast import KnownPeople
from stance.labeling.lexicon import Lexicons, built_in_lexicons
from stance.labeling.sentence import SentenceContext
from stance.parts import Span
from stance.prediction.speakers.layout import Quotations
from stance.prediction.speakers.page import Page
from stance.text.sentences import split_sentences


class ArticleContext:
    """An article, read once for all functions and all sentences.

    Args:
        text: The article.
        spans: Its sentences, in order and without overlap; None to have the text split.
        lexicons: Word lists; None for those of the package.

    Attributes:
        text: The article.
        lexicons: Word lists.
        page: Its words.
        quotations: What stands inside quotation marks.
        sentences: One context for each sentence.
    """

    def __init__(
        self,
        text: str,
        *,
        spans: Sequence[Span] | None = None,
        lexicons: Lexicons | None = None,
    ) -> None:
        self.text = text
        self.lexicons = lexicons or built_in_lexicons()
        self.page = Page(text)
        self.quotations = Quotations.of(text)
        found = split_sentences(text) if spans is None else spans
        self.sentences = tuple(
            SentenceContext(self, span=span, index=index) for index, span in enumerate(found)
        )

    @cached_property
    def people(self) -> KnownPeople:
        """Those whom the article names, with the capacity that it gives them anywhere."""
        return KnownPeople.of(self.page, self.sentences)
