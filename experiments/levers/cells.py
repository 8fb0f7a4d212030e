"""What each cell of the levers' table learns from, and how."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from stance.corpus.parts import LoadedPart
from stance.pipeline.train.data import RunData

#: The batches of the originals that this project began with.
FIRST = (
    *("acts", "agency", "analysis", "analysis2", "campaign", "climate", "comment", "conflict"),
    *("daily", "economy", "former", "health", "market", "people", "plain", "politics", "radio"),
    *("region", "science", "society", "special", "stage", "tech", "trade", "wire", "xlat", "xlat2"),
)
#: Batches of which no cell learns anything: the kinds of article that were written last.
LEFT_OUT = (
    *("hearings", "debunked", "afield", "touchline", "limelight", "plainwire", "viewpoint"),
    *("dailypage", "middlerank", "moneypages", "officers", "titles", "callings", "takeover"),
    *("faraway", "borderline", "essayists", "talks", "monitors"),
)
#: Of the articles of each batch that is left out, one in so many is measured on.
ONE_LEFT_OUT_IN = 6


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One row of the table.

    Attributes:
        what: For readers.
        overrides: Of the config.
        further: Names of the further corpora that it learns from, as ``data_of`` knows them.
        perturb: Chance of each label-keeping change.
    """

    what: str
    overrides: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    perturb: float = 0.0


_LAYER = ("model.sentence_layers=1",)
_RECAST = ("training.role_swap=0.25",)
_AVERAGE = ("training.ema_decay=0.98",)
_TEACHER = ("training.distill_from=bundled",)
_DECAY = ("training.layer_decay=0.9",)
_TWO = ("training.average_fits=[{seed: 101}]",)

CELLS = {
    "base": Cell(what="base"),
    "layer": Cell(what="a transformer layer over sentences", overrides=_LAYER),
    "perturbed": Cell(what="copies changed anew in each epoch, at 0.2", perturb=0.2),
    "recast": Cell(what="speakers in other roles, at 0.25", overrides=_RECAST),
    "averaged": Cell(what="weights averaged over steps", overrides=_AVERAGE),
    "decayed": Cell(what="learning rate by layer, 0.9 to each", overrides=_DECAY),
    "taught": Cell(what="the bundled model as teacher", overrides=_TEACHER),
    "two-fits": Cell(what="two fits averaged into one", overrides=_TWO),
    "same": Cell(what="as many originals again, of the same batches", further=("same",)),
    "later": Cell(what="as many originals of later batches", further=("later",)),
    "real": Cell(what="as many sentences of real news and interviews", further=("real",)),
    "together": Cell(
        what="all of these but the second fit",
        overrides=(*_LAYER, *_RECAST, *_AVERAGE, *_DECAY, *_TEACHER),
        further=("same", "later", "real"),
        perturb=0.2,
    ),
}


def data_of(cell: Cell, whole: RunData) -> RunData:
    """Give what a cell learns from and is measured on.

    The base learns from every fifth article of the first batches and every second of Wikinews; a
    further corpus brings about as many sentences as that fifth, taken evenly from its articles.

    Args:
        cell: The cell.
        whole: All that the config names.

    Returns:
        The data of the run.
    """
    originals, wikinews, *real = whole.train
    first = originals.where(lambda _, batch: batch in FIRST)
    fifth = _every(5, first, from_=0)
    n_sentences = _n_sentences([fifth])
    further: dict[str, Callable[[], list[LoadedPart]]] = {
        "same": lambda: [_every(5, first, from_=1, name="same")],
        "later": lambda: _evenly(
            [originals.where(lambda _, batch: batch not in (*FIRST, *LEFT_OUT), name="later")],
            n_sentences,
        ),
        "real": lambda: _evenly(real, n_sentences),
    }
    train = [
        fifth,
        _every(2, wikinews, from_=0),
        *(part for name in cell.further for part in further[name]()),
    ]
    dev, news = whole.dev
    left_out = originals.where(lambda _, batch: batch in LEFT_OUT, name="left-out")
    return replace(
        whole,
        train=tuple(replace(part, perturb=cell.perturb) for part in train),
        dev=(_every(4, dev.where(lambda _, batch: batch in FIRST), from_=0), news),
        evaluation=(*whole.evaluation, _every(ONE_LEFT_OUT_IN, left_out, from_=0)),
    )


def _every(nth: int, part: LoadedPart, *, from_: int, name: str | None = None) -> LoadedPart:
    kept = {article.id for article in part.articles[from_::nth]}
    return part.where(lambda article, _: article.id in kept, name=name)


def _evenly(parts: Sequence[LoadedPart], n_sentences: int) -> list[LoadedPart]:
    nth = max(1, round(_n_sentences(parts) / n_sentences))
    return [_every(nth, part, from_=0) for part in parts]


def _n_sentences(parts: Iterable[LoadedPart]) -> int:
    return sum(len(article.sentences) for part in parts for article in part.articles)
