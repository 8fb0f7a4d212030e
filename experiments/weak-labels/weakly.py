"""Labels of functions: through ``stance label`` itself, or on sentences that gold has cut."""

from collections.abc import Sequence

from articles import OUT

from stance.article import Article
from stance.corpus.reading import read_corpus
from stance.corpus.writing import write_corpus
from stance.labeling.context import ArticleContext
from stance.labeling.functions import built_in_functions
from stance.labeling.label_models import DEFAULT_MODEL
from stance.labeling.polling import poll
from stance.labeling.votes import VoteTable
from stance.pipeline.label.label import label
from stance.pipeline.label.vote_spool import SpooledArticle

FUNCTIONS = tuple(built_in_functions())


def label_weakly(articles: Sequence[Article], *, name: str) -> list[Article]:
    """Give the articles as ``stance label`` labels their bare texts, which are cut anew."""
    raw, out = OUT / "raw" / f"{name}.jsonl", OUT / "labelled" / f"{name}.jsonl"
    write_corpus([Article(text=one.text, id=one.id) for one in articles], raw)
    label([raw], out, functions=FUNCTIONS, label_model=DEFAULT_MODEL, seed=1)
    return read_corpus([out])


def poll_on_gold(articles: Sequence[Article]) -> list[SpooledArticle]:
    """Let the functions vote on the sentences of gold, of which they see only the text."""
    return [
        SpooledArticle(
            number=number,
            article=Article(text=one.text, id=one.id),
            polled=poll(
                ArticleContext(one.text, spans=[each.span for each in one.sentences]), FUNCTIONS
            ),
        )
        for number, one in enumerate(articles)
    ]


def table_of(polled: Sequence[SpooledArticle]) -> VoteTable:
    """Give the votes of articles as one table."""
    votes = (sentence.votes for one in polled for sentence in one.polled.sentences)
    return VoteTable.of(votes, functions=[one.name for one in FUNCTIONS])
