"""An article as a person reads it on a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from stance.article import Article
from stance.article_text import tabbed
from stance.cli.writing import Outcome, Write
from stance.labels import Label, SpeakerKind, short_name
from stance.parts import Sentence
from stance.printing import printable

#: A style for each label; its short name tells it apart where there is no colour.
STYLES: dict[str, str] = {
    Label.OFFICIAL_STATEMENT: "bold blue",
    Label.EXPERT_ANALYSIS: "bold green",
    Label.REPORTED_FACT: "dim",
}


def render(article: Article, *, uncertain_below: float = 0.0) -> RenderableType:
    """Lay out an article: its sentences with label and speaker, then its speakers.

    Args:
        article: Predicted or labelled.
        uncertain_below: Labels of a lower confidence than this, in [0, 1], get a question mark.

    Returns:
        What rich prints; without colour it reads as plain text.
    """
    if not article.sentences:
        return Text("(no sentences)", style="dim")
    sentences = Table(box=None, padding=(0, 1, 0, 0), show_header=False, expand=False)
    sentences.add_column("label", no_wrap=True)
    sentences.add_column("sure", justify="right", no_wrap=True)
    sentences.add_column("speaker", no_wrap=True)
    sentences.add_column("sentence", overflow="fold")
    for sentence in article.sentences:
        mark, style = short_name(sentence.label), STYLES.get(sentence.label, "")
        is_uncertain = sentence.confidence < uncertain_below
        sentences.add_row(
            Text(f"{mark}?", style="yellow") if is_uncertain else Text(mark, style=style),
            Text(f"{sentence.confidence:.0%}", style="dim"),
            Text(sentence.speaker or "", style="magenta"),
            _words(article, sentence),
        )
    return Group(sentences, Text(""), _speakers(article)) if article.speakers else sentences


@contextmanager
def article_texts(*, uncertain_below: float, is_many: bool) -> Iterator[Write]:
    """Print articles for people on a terminal, and for programs with tabs where it is none.

    Args:
        uncertain_below: Labels of a lower confidence than this, in [0, 1], get a question mark.
        is_many: Whether each article has a line above it that names its place.

    Yields:
        What prints one.
    """
    console = Console(soft_wrap=False)
    n_printed = 0

    def write(outcome: Outcome) -> None:
        nonlocal n_printed
        article = outcome.article
        if article is None or outcome.fault is not None:
            return  # told on standard error
        if console.is_terminal:
            if is_many:
                console.rule(Text(outcome.place), style="dim")
            console.print(render(article, uncertain_below=uncertain_below))
        else:
            between = "\n" if n_printed else ""
            print(end=f"{between}==> {outcome.place} <==\n" if is_many else "")
            parts = (article.text, article.sentences, article.speakers)
            print(tabbed(*parts, uncertain_below=uncertain_below), flush=True)
        n_printed += 1

    yield write


def _words(article: Article, sentence: Sentence) -> Text:
    """Give the sentence on one line, source and cue underlined."""
    text = Text(printable(article.text_of(sentence)))
    for span, style in ((sentence.source, "underline magenta"), (sentence.cue, "italic underline")):
        if span is not None:
            text.stylize(style, span.start - sentence.start, span.end - sentence.start)
    return Text(" ").join(text.split(allow_blank=False))


def _speakers(article: Article) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column("", style="magenta", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("name", overflow="fold")
    table.add_column("role", overflow="fold")
    table.add_column("sentences", justify="right")
    styles = {
        SpeakerKind.OFFICIAL: "bold blue",
        SpeakerKind.EXPERT: "bold green",
        SpeakerKind.OTHER: "dim",
    }
    for speaker in article.speakers:
        kind = Text(speaker.kind.value, style=styles[speaker.kind])
        row = (Text(speaker.id), kind, Text(printable(speaker.name)), Text(printable(speaker.role)))
        table.add_row(*row, str(speaker.n_sentences))
    return table
