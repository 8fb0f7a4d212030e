"""A component for spaCy: ``nlp.add_pipe("stance")``; needs the extra ``spacy``."""

import os
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from functools import lru_cache

from pydantic import TypeAdapter
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span, SpanGroup

from stance import parts
from stance.article import Article
from stance.prediction.predictor import Predictor
from stance.schemes import LabelScheme

#: Of ``doc.spans``: the sentences with their labels, and the words that show who speaks.
SENTENCES, WORDS = "stance", "stance_words"
_KEY = "stance"
_SCHEME = TypeAdapter(LabelScheme)


@Language.factory(
    "stance",
    default_config={"model": None, "n_threads": 0},
    assigns=["doc._.stance", "span._.stance", "span._.speaker", "doc.spans"],
)
def make_component(
    nlp: Language,  # noqa: ARG001  # spaCy passes it
    name: str,
    model: str | None,
    n_threads: int,
) -> "StanceComponent":
    """Load a model as a component.

    Args:
        nlp: The pipeline.
        name: Of the component in it.
        model: As ``Predictor.load`` takes it.
        n_threads: Processor threads to use; 0 for all cores.

    Returns:
        The component.
    """
    set_extensions()
    return StanceComponent(name, predictor=Predictor.load(model, n_threads=n_threads))


# Pipe has what spaCy asks of a component beside __call__: pipe(), and handlers of errors.
class StanceComponent(Pipe):
    """Labels the sentences of each ``Doc``: its own if it has some, else those of ``stance``.

    It sets ``doc._.stance`` (the ``Article``) and two groups of spans. Any span then has
    ``span._.stance``, the ``Sentence`` that has most of it, and ``span._.speaker``, who speaks
    there. A ``Doc`` without sentences gets them. All of it survives ``to_bytes`` and ``to_disk``.

    Args:
        name: In the pipeline.
        predictor: The model.
    """

    def __init__(self, name: str, *, predictor: Predictor) -> None:
        self.name = name
        self._predictor = predictor
        self._process = os.getpid()

    def __call__(self, doc: Doc) -> Doc:
        """Label a text, in place."""
        if self._process != os.getpid():
            # The threads of a loaded model do not outlive a fork, so it is loaded anew. To let go
            # of the old one would wait for its threads without end.
            self._forked, self._process = self._predictor, os.getpid()
            self._predictor = copy(self._forked)
        if has_sentences := doc.has_annotation("SENT_START"):
            spans = [span for one in doc.sents if (span := _without_blanks(one))]
            article = self._predictor.predict(doc.text, sentences=spans)
        else:
            article = self._predictor.predict(doc.text)
        doc.user_data[_KEY] = [article.to_json(), _SCHEME.dump_json(article.scheme).decode()]
        labelled = [(one.span, str(one.label)) for one in article.sentences]
        sentences = list(_spans_of(doc, labelled))
        doc.spans[SENTENCES] = SpanGroup(doc, name=SENTENCES, spans=sentences)
        doc.spans[WORDS] = SpanGroup(
            doc, name=WORDS, spans=list(_spans_of(doc, _words_of(article)))
        )
        if not has_sentences:
            starts = {0, *(one.start for one in sentences)}
            for token in doc:
                token.is_sent_start = token.i in starts
        return doc


def set_extensions() -> None:
    """Let ``Doc`` and ``Span`` have the attributes; the factory does so itself.

    Raises:
        ValueError: If somebody else's extension would be lost.
    """
    _extend(Doc, "stance", article_of)
    _extend(Span, "stance", sentence_of)
    _extend(Span, "speaker", speaker_of)


def article_of(doc: Doc) -> Article | None:
    """Give the article that a text was read as; None if no component did."""
    if _KEY not in doc.user_data:
        return None
    article = _parsed(*doc.user_data[_KEY])
    return article if article.text == doc.text else None  # a part of the text has other offsets


def sentence_of(span: Span) -> parts.Sentence | None:
    """Give the sentence in which most characters of a span are; None if it is in none."""
    article = article_of(span.doc)
    place = parts.Span(span.start_char, span.end_char)
    touched = [one for one in (article.sentences if article else ()) if one.span.overlaps(place)]
    return max(touched, key=lambda one: _n_shared(one.span, place), default=None)


def speaker_of(span: Span) -> parts.Speaker | None:
    """Give who speaks in a span; None is the outlet itself."""
    article, sentence = article_of(span.doc), sentence_of(span)
    return article.speaker_of(sentence) if article and sentence else None


@lru_cache(maxsize=16)
def _parsed(record: str, scheme: str) -> Article:
    return Article.from_json(record, scheme=_SCHEME.validate_json(scheme))


def _words_of(article: Article) -> Iterator[tuple[parts.Span, str]]:
    for sentence in article.sentences:
        for span, label in ((sentence.source, "SOURCE"), (sentence.cue, "CUE")):
            if span is not None:
                yield span, label


def _spans_of(doc: Doc, labelled: Iterable[tuple[parts.Span, str]]) -> Iterator[Span]:
    """Give the tokens that have a character of each span; blanks between tokens are none."""
    for span, label in labelled:
        found = doc.char_span(span.start, span.end, label=label, alignment_mode="expand")
        if found is not None:
            yield found


def _without_blanks(sentence: Span) -> parts.Span | None:
    text = sentence.text
    start = sentence.start_char + len(text) - len(text.lstrip())
    end = sentence.start_char + len(text.rstrip())
    return parts.Span(start, end) if start < end else None


def _n_shared(one: parts.Span, other: parts.Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _extend(kind: type[Doc] | type[Span], name: str, getter: Callable[..., object]) -> None:
    """Add an attribute, unless somebody else's would be lost."""
    if not kind.has_extension(name):
        kind.set_extension(name, getter=getter)
    elif kind.get_extension(name)[2] is not getter:
        raise ValueError(f"{kind.__name__} already has an extension {name!r}; remove it first")
