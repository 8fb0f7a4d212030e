"""A spreadsheet for reviewers: one row for each sentence, as CSV."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence

from stance.article import Article
from stance.corpus.review.cells import to_cell
from stance.labels import Label
from stance.parts import Sentence, Span

#: What the columns are called, in their order.
COLUMNS = (
    *("article", "number", "text", "label", "speaker", "role", "kind", "source", "cue"),
    *("probability", "votes", "reviewer"),
)


def write_spreadsheet(articles: Sequence[Article]) -> str:
    """Write articles as CSV, for people to correct.

    Reviewers change the columns from ``label`` to ``cue`` and put their name into ``reviewer``,
    which is empty; an empty ``speaker`` is the outlet itself.

    Args:
        articles: In the order in which they shall be looked at.

    Returns:
        The file, with commas and the line ends of RFC 4180. Cells that a spreadsheet program
        would run as a formula start with a quote.
    """
    file = io.StringIO(newline="")
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    for article in articles:
        for number, sentence in enumerate(article.sentences, start=1):
            rows.writerow(to_cell(cell) for cell in _cells(article, sentence, number=number))
    return file.getvalue()


def _cells(article: Article, sentence: Sentence, *, number: int) -> Iterator[str]:
    speaker = article.speaker_of(sentence)
    yield from (article.id, str(number), article.text_of(sentence), str(sentence.label))
    yield from (speaker.name, speaker.role, speaker.kind.value) if speaker else ("", "", "")
    yield from (words_of(article, sentence.source), words_of(article, sentence.cue))
    yield f"{sentence.confidence:.3f}" if sentence.probabilities else ""
    yield _tally(sentence)
    yield ""


def words_of(article: Article, span: Span | None) -> str:
    """Give the words of a span; none for None."""
    return article.text_of(span) if span else ""


def _tally(sentence: Sentence) -> str:
    """Write who voted what, label by label, those with the most votes first."""
    voters: dict[Label, list[str]] = defaultdict(list)
    for function, label in sentence.votes.items():
        voters[label].append(function)
    by_size = sorted(voters.items(), key=lambda item: -len(item[1]))
    return "; ".join(f"{label.value}: {', '.join(names)}" for label, names in by_size)
