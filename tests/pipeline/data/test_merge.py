import json

import pytest

from plain_records import make_stand_off
from stance.corpus.reading import read_corpus
from stance.errors import CorpusError
from stance.pipeline.data.merge import merge_corpora


@pytest.fixture
def write_csv(tmp_path):
    def write_texts(**texts):
        path = tmp_path / "wikinews.csv"
        rows = [f'https://news.example/{name},"{text}"' for name, text in texts.items()]
        path.write_text("\n".join(["url,text", *rows]) + "\n", "utf-8")
        return path

    return write_texts


def test_merged_files_are_named_after_corpus_and_part(write, write_csv, tmp_path):
    write("data/wikinews/train.jsonl", make_stand_off("a"))
    write("data/wikinews/dev.jsonl", make_stand_off("b", "Snow fell."))
    texts = write_csv(a="Rain fell.", b="Snow fell.")

    merge_corpora({"wikinews": [texts]}, stand_off=tmp_path / "data", out=tmp_path / "merged")

    files = sorted((tmp_path / "merged").iterdir())
    assert [file.name for file in files] == ["wikinews-dev.jsonl", "wikinews-train.jsonl"]
    assert [article.text for article in read_corpus(files)] == ["Snow fell.", "Rain fell."]


def test_gum_is_merged_from_its_folder(write, tmp_path):
    write("data/gum/train.jsonl", make_stand_off("a"))
    (tmp_path / "GUM_news_rain.conllu").write_text("# newpar\n# text = Rain fell.\n", "utf-8")

    (merged,) = merge_corpora(
        {"gum": [tmp_path]}, stand_off=tmp_path / "data", out=tmp_path / "merged"
    )

    assert (merged.n_articles, merged.out.name) == (1, "gum-train.jsonl")


def test_what_is_found_is_written_and_what_is_not_is_named(write, write_csv, tmp_path):
    write("data/wikinews/train.jsonl", make_stand_off("a"), make_stand_off("b", "Snow fell."))

    (merged,) = merge_corpora(
        {"wikinews": [write_csv(a="Rain fell.")]},
        stand_off=tmp_path / "data",
        out=tmp_path / "merged",
    )

    assert [article.id for article in read_corpus([merged.out])] == ["a"]
    assert [missing.id for missing in merged.missing] == ["b"]


def test_nothing_found_writes_nothing(write, write_csv, tmp_path):
    write("data/wikinews/train.jsonl", make_stand_off("a"))

    (merged,) = merge_corpora(
        {"wikinews": [write_csv(a="Changed.")]},
        stand_off=tmp_path / "data",
        out=tmp_path / "merged",
    )

    assert merged.n_articles == 0
    assert not merged.out.exists()


def test_labels_that_are_not_there_are_told(write_csv, tmp_path):
    with pytest.raises(CorpusError, match="wikinews: cannot be read"):
        merge_corpora(
            {"wikinews": [write_csv(a="Rain fell.")]},
            stand_off=tmp_path / "data",
            out=tmp_path / "merged",
        )


def test_gmb_is_merged_from_its_table(write, tmp_path):
    record = make_stand_off("a", "Rain fell.") | {"url": "https://gmb.let.rug.nl/#sentences=2-2"}
    write("data/gmb/train.jsonl", record)
    rows = ["Sentence: 1,Hail,NN,O", ",.,.,O", "Sentence: 2,Rain,NN,O", ",fell,VBD,O", ",.,.,O"]
    table = tmp_path / "ner_dataset.csv"
    table.write_text("\n".join(["Sentence #,Word,POS,Tag", *rows]), "cp1252")

    (merged,) = merge_corpora(
        {"gmb": [table]}, stand_off=tmp_path / "data", out=tmp_path / "merged"
    )

    assert (merged.n_articles, merged.out.name) == (1, "gmb-train.jsonl")


def test_masc_is_merged_from_its_folder(write, tmp_path):
    url = "https://anc.org/data/masc/#file=wire.txt,7-17"
    write("data/masc/train.jsonl", make_stand_off("a", "Rain fell.") | {"url": url})
    (tmp_path / "written").mkdir()
    (tmp_path / "written/wire.txt").write_text("Hail_NN ._.\n\nRain_NN fell_VBD ._.\n", "utf-8")

    (merged,) = merge_corpora(
        {"masc": [tmp_path]}, stand_off=tmp_path / "data", out=tmp_path / "merged"
    )

    assert (merged.n_articles, merged.out.name) == (1, "masc-train.jsonl")


def test_global_voices_is_merged_from_its_files(write, tmp_path):
    url = "https://globalvoices.org/rain/"
    record = make_stand_off("a", "Rain\n\nRain fell.") | {"url": url}
    write("data/globalvoices/train.jsonl", record)
    posts = tmp_path / "dev.json"
    posts.write_text(
        json.dumps([{"link": url, "title": "Rain", "content": "<p>Rain fell.</p>"}]), "utf-8"
    )

    (merged,) = merge_corpora(
        {"globalvoices": [posts]}, stand_off=tmp_path / "data", out=tmp_path / "merged"
    )

    assert (merged.n_articles, merged.out.name) == (1, "globalvoices-train.jsonl")


def test_onestop_and_ntrex_are_merged_from_their_clones(write, tmp_path):
    url = "https://github.com/nishkalavallabhi/OneStopEnglishCorpus#file=Red%20rain-adv.txt"
    write("data/onestop/train.jsonl", make_stand_off("a", "Rain fell.") | {"url": url})
    folder = tmp_path / "onestop/Texts-SeparatedByReadingLevel/Adv-Txt"
    folder.mkdir(parents=True)
    (folder / "Red rain-adv.txt").write_text("Rain fell. \n", "utf-8-sig")
    url = "https://github.com/MicrosoftTranslator/NTREX#document=upi.1"
    write("data/ntrex/dev.jsonl", make_stand_off("b", "Snow fell.") | {"url": url})
    (tmp_path / "ntrex/NTREX-128").mkdir(parents=True)
    (tmp_path / "ntrex/DOCUMENT_IDS.tsv").write_text("upi.1\tx\n", "utf-8")
    (tmp_path / "ntrex/NTREX-128/newstest2019-src.eng.txt").write_text("Snow fell.\n", "utf-8")

    merged = merge_corpora(
        {"onestop": [tmp_path / "onestop"], "ntrex": [tmp_path / "ntrex"]},
        stand_off=tmp_path / "data",
        out=tmp_path / "merged",
    )

    assert [one.out.name for one in merged] == ["onestop-train.jsonl", "ntrex-dev.jsonl"]
    assert not any(one.missing for one in merged)


def test_ecb_is_merged_from_its_unpacked_folder(write, tmp_path):
    url = "https://github.com/cltl/ecbPlus#document=1_1ecbplus"
    write("data/ecb/test.jsonl", make_stand_off("a", "Rain fell.") | {"url": url})
    page = tmp_path / "ECB+/1/1_1ecbplus.xml"
    page.parent.mkdir(parents=True)
    words = "".join(f'<token sentence="0">{word}</token>' for word in ("Rain", "fell", "."))
    page.write_text(f"<Document>{words}</Document>", "utf-8")

    (merged,) = merge_corpora(
        {"ecb": [tmp_path / "ECB+"]}, stand_off=tmp_path / "data", out=tmp_path / "merged"
    )

    assert (merged.n_articles, merged.out.name) == (1, "ecb-test.jsonl")
