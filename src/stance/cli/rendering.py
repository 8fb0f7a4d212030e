"""An article as a person reads it on a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from stance.article import Article
from stance.article_text import sentence_cells, speaker_cells, tabbed
from stance.cli.writing import Outcome, Write
from stance.labels import Label, SpeakerKind
from stance.parts import Sentence
from stance.printing import printable

#: A style for each label; its short name tells it apart where there is no colour.
STYLES: dict[str, str] = {
    Label.OFFICIAL_STATEMENT: "bold blue",
    Label.EXPERT_ANALYSIS: "bold green",
    Label.REPORTED_FACT: "dim",
}
_KINDS = {
    SpeakerKind.OFFICIAL: "bold blue",
    SpeakerKind.EXPERT: "bold green",
    SpeakerKind.OTHER: "dim",
}


def render(article: Article, *, uncertain_below: float = 0.0) -> RenderableType:
    """Lay out an article: its sentences with label and speaker, then its speakers.

    Labels of a lower confidence than ``uncertain_below``, in [0, 1], get a question mark. Without
    colour it reads as plain text.
    """
    if not article.sentences:
        return Text("(no sentences)", style="dim")
    sentences = Table(box=None, padding=(0, 1, 0, 0), show_header=False)
    sentences.add_column(no_wrap=True)
    sentences.add_column(no_wrap=True, justify="right", style="dim")
    sentences.add_column(no_wrap=True, style="magenta")
    sentences.add_column(overflow="fold")
    for one in article.sentences:
        mark, sure, who, _ = sentence_cells(article.text, one, uncertain_below=uncertain_below)
        style = "yellow" if mark.endswith("?") else STYLES.get(one.label, "")
        sentences.add_row(Text(mark, style=style), sure, Text(who), _words(article, one))
    if not article.speakers:
        return sentences
    speakers = Table(box=None, padding=(0, 1, 0, 0), header_style="dim")
    speakers.add_column("", style="magenta", no_wrap=True)
    speakers.add_column("kind", no_wrap=True)
    speakers.add_column("name", overflow="fold")
    speakers.add_column("role", overflow="fold")
    speakers.add_column("sentences", justify="right")
    for speaker in article.speakers:
        id_, kind, *rest = map(Text, speaker_cells(speaker))
        kind.stylize(_KINDS[speaker.kind])
        speakers.add_row(id_, kind, *rest)
    return Group(sentences, Text(""), speakers)


def _words(article: Article, sentence: Sentence) -> Text:
    """Give the sentence on one line, source and cue underlined."""
    text = Text(printable(article.text_of(sentence)))
    for span, style in ((sentence.source, "underline magenta"), (sentence.cue, "italic underline")):
        if span is not None:
            text.stylize(style, span.start - sentence.start, span.end - sentence.start)
    return Text(" ").join(text.split(allow_blank=False))


@contextmanager
def article_texts(*, uncertain_below: float, is_many: bool) -> Iterator[Write]:
    """Print articles for people on a terminal, and for programs with tabs where it is none.

    With ``is_many`` each has a line above it that names its place.
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
