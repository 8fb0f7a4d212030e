"""Puts predicted articles into words: records in JSON, and a table of sentences in CSV."""

import csv
import io
from collections.abc import Iterable, Sequence

from stance import record
from stance.article import Article, sentence_columns
from stance.corpus.rawtexts import DistinctIds, RawArticle
from stance.corpus.review.cells import to_cells
from stance.errors import Fault
from stance.prediction.failing import ERROR, error_fields
from stance.prediction.input_fields import with_input_fields


def records_json(found: Sequence[RawArticle | Fault], articles: Iterable[Article]) -> str:
    """Give the answer to a request.

    Args:
        found: What the request had, in order.
        articles: Predicted, one for each raw article, in order.

    Returns:
        ``{"articles": […]}`` with the records that ``stance predict --jsonl`` gives; in place of
        an article that could not be read, or not predicted, one with the field ``error``.
    """
    ids, predicted = DistinctIds(), iter(articles)
    lines = [
        _fault_json(one)
        if isinstance(one, Fault)
        else with_input_fields(next(predicted), one, ids=ids).to_json()
        for one in found
    ]
    return f'{{"articles": [{", ".join(lines)}]}}'


def _fault_json(fault: Fault) -> str:
    return record.to_json({ERROR: error_fields(str(fault), kind="Unreadable")})


def sentences_csv(article: Article) -> str:
    """Give a table with a row for each sentence, in the columns of ``Article.to_pandas``.

    Cells that a spreadsheet program would run begin with a quote.
    """
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow(sentence_columns(article.scheme.names))
    rows.writerows(map(to_cells, article.sentence_rows()))
    return file.getvalue()
