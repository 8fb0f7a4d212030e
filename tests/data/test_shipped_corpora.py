from collections import Counter, defaultdict
from pathlib import Path

import pytest

from stance.config import load_scheme
from stance.corpus.checking import check_corpus
from stance.corpus.merging import merge
from stance.corpus.publictexts import PublicText
from stance.corpus.reading import read_corpus, read_lines
from stance.corpus.splitting import Side, deal, read_split
from stance.labels import LABELS
from stance.pipeline.data.corpora import stratify

DATA = Path(__file__).parents[2] / "data"
ORIGINALS = DATA / "originals"
STAND_OFF = [DATA / "wikinews" / "train.jsonl", DATA / "wikinews" / "dev.jsonl"]
STAND_OFF += [
    DATA / name / "train.jsonl" for name in ("gum", "gmb", "masc", "globalvoices", "onestop")
]
STAND_OFF += [DATA / "ntrex" / "dev.jsonl"]
STAND_OFF += [DATA / "ecb" / f"{side}.jsonl" for side in ("dev", "test")]
#: Of these, the ones that others have labelled for us.
GIVEN = STAND_OFF[:3]
#: Written after the split was dealt, to teach: every article of these is for training.
TRAIN_ONLY = {
    "accounts",
    "advocates",
    "afield",
    "aftermath",
    "airwaves",
    "argument",
    "asitcomes",
    "backdrop",
    "background",
    "barometer",
    "bench",
    "borderline",
    "brands",
    "bureaus",
    "bylines",
    "callings",
    "capitals",
    "captions",
    "chambers",
    "citizen",
    "civic",
    "columns",
    "consult",
    "counsel",
    "county",
    "dailypage",
    "datawire",
    "debunked",
    "deeds",
    "deskbiz",
    "deskcopy",
    "desks",
    "dialogue",
    "digest",
    "essay",
    "essayists",
    "exchange",
    "expertwire",
    "explainers",
    "faraway",
    "features",
    "filings",
    "findings",
    "formerly",
    "goeson",
    "handouts",
    "hearings",
    "hometown",
    "hustings",
    "insiders",
    "institutes",
    "labnotes",
    "leaders",
    "limelight",
    "liveupdates",
    "longreads",
    "manyvoices",
    "metro",
    "middlerank",
    "moneypages",
    "monitors",
    "neighbours",
    "newswire",
    "officers",
    "offscreen",
    "onrecord",
    "orders",
    "ownhand",
    "panels",
    "papers",
    "partisans",
    "performatives",
    "plainfolk",
    "plainwire",
    "polling",
    "portals",
    "profiles",
    "pundits",
    "quietcues",
    "renown",
    "roundup",
    "rulings",
    "schoolgate",
    "sidenotes",
    "signals",
    "sources",
    "standpoint",
    "storefront",
    "takeover",
    "talks",
    "titles",
    "touchline",
    "trackers",
    "trail",
    "translated",
    "viewpoint",
    "volunteer",
    "warrants",
    "webnews",
    "westminster",
    "window2",
}
MAX_NAME = 160  # characters; what names a speaker is no text
TEXTS = DATA.parents[1] / "shared" / "corpora"  # where maintainers keep texts that do not ship
MERGED = sorted((DATA / "merged").glob("*.jsonl"))


def originals():
    return sorted(ORIGINALS.glob("*.jsonl"))


def dealt():
    """Give the articles that `deal` gave a side, by id."""
    return {one.id: one for one in stratify([ORIGINALS]) if one.batch not in TRAIN_ONLY}


def test_all_originals_are_there():
    assert len(originals()) == 27 + len(TRAIN_ONLY)
    assert len(dealt()) == 732


@pytest.mark.parametrize("name", ["roles", "two-labels"])
def test_the_examples_of_other_schemes_have_neither_faults_nor_warnings(name):
    scheme = load_scheme(DATA.parent / "configs" / "schemes" / f"{name}.yaml")

    checked = check_corpus(sorted((DATA / "examples").glob(f"{name}-*.jsonl")), scheme=scheme)

    assert checked.n_articles == 14
    assert not checked.faults
    assert not checked.warnings


def test_the_shipped_corpora_have_neither_faults_nor_warnings():
    checked = check_corpus([*originals(), *STAND_OFF])

    assert checked.n_articles == len(read_corpus(originals())) + 2798
    assert (checked.faults, checked.warnings) == ((), ())


def test_every_original_is_on_exactly_one_side():
    ids = [article.id for article in read_corpus(originals())]

    assert sorted(read_split(ORIGINALS / "split.json").articles) == sorted(ids)


def test_the_split_file_is_what_its_seed_makes():
    split = read_split(ORIGINALS / "split.json")
    known = dealt()

    again = deal([known[name] for name in split.articles if name in known], seed=split.seed)

    assert again == {name: side for name, side in split.articles.items() if name in known}


def test_batches_that_only_teach_are_all_on_the_side_of_training():
    sides = read_split(ORIGINALS / "split.json").articles
    taught = [one for one in stratify([ORIGINALS]) if one.batch in TRAIN_ONLY]

    found = {(one.batch, sides[one.id]) for one in taught}

    assert found == {(batch, Side.TRAIN) for batch in TRAIN_ONLY}


def test_the_sides_have_eighty_ten_and_ten_in_a_hundred():
    sides = read_split(ORIGINALS / "split.json").articles

    count = Counter(sides[name] for name in dealt())

    assert count == {Side.TRAIN: 586, Side.DEV: 73, Side.TEST: 73}


def test_every_batch_and_every_coarse_style_is_on_all_sides():
    sides = read_split(ORIGINALS / "split.json").articles
    met = defaultdict(set)
    for article in dealt().values():
        met["batch", article.batch].add(sides[article.id])
        met["style", article.style].add(sides[article.id])

    assert len(met) == 27 + 10
    assert {key for key, found in met.items() if found != set(Side)} == set()


def test_every_side_has_every_label():
    sides = read_split(ORIGINALS / "split.json").articles
    met = {
        (sides[article.id], sentence.label)
        for article in read_corpus(originals())
        for sentence in article.sentences
    }

    assert met == {(side, label) for side in Side for label in LABELS}


@pytest.mark.parametrize("path", STAND_OFF, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_stand_off_labels_hold_no_text(path):
    rows = [line.row for line in read_lines([path])]

    assert rows
    assert all(row.text is None and row.sha256 for row in rows)
    strings = [value for row in rows for one in row.speakers for value in (one.name, one.role)]
    strings += [value or "" for row in rows for value in (row.title, row.target)]
    assert max(map(len, strings)) <= MAX_NAME


def test_the_licence_and_the_origin_of_each_corpus_are_told():
    licences = {"originals": "CC BY 4.0", "wikinews": "2.5", "gum": "2.5"}
    licences |= {"gmb": "public domain", "masc": "commercial development"}
    licences |= {"globalvoices": "CC BY 3.0", "onestop": "CC BY-SA 4.0", "ntrex": "CC BY-SA 4.0"}
    licences |= {"ecb": "CC BY 3.0"}
    for name, licence in licences.items():
        assert licence in (DATA / name / "README.md").read_text("utf-8")


@pytest.mark.skipif(not MERGED, reason="data/merged is made by: stance data merge")
def test_merged_corpora_have_neither_faults_nor_warnings():
    checked = check_corpus([*originals(), *MERGED])

    assert (checked.faults, checked.warnings) == ((), ())


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the labelled texts are not beside the checkout")
@pytest.mark.parametrize("path", GIVEN, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_stand_off_labels_meet_the_texts_that_were_labelled(path):
    labelled = read_corpus([TEXTS / path.parent.name / path.name])
    texts = [PublicText(url=str(one.metadata["url"]), text=one.text) for one in labelled]

    merged = merge(path, texts=texts)

    assert merged.missing == ()
    assert list(merged.articles) == labelled
