import base64
import csv
import io
import json
import re
from dataclasses import replace

import numpy as np
import pytest

import making
from stance.article import Article
from stance.cli import main
from stance.corpus.reading import read_corpus
from stance.corpus.writing import write_corpus
from stance.labels import LABELS

HOSTILE = '<script>alert("x")</script>'
_CONFUSED = np.array([[0.7, 0.1, 0.2], [0.1, 0.8, 0.1], [0.05, 0.05, 0.9]])


def make_scores(n, *, seed=1):
    """Gold articles and what a model says of them: three outlets, two years, hostile names."""
    generator = np.random.default_rng(seed)
    gold, predicted = [], []
    for at in range(n):
        kinds = generator.choice(3, generator.integers(5, 15), p=[0.3, 0.2, 0.5])
        sentences = [
            (
                f"{HOSTILE} Mary {at % 7} said taxes would rise.",
                LABELS[kind],
                f"{HOSTILE} Mary {at % 7}",
                "said",
            )
            if kind < 2
            else ("Rain fell.", making.FACT)
            for kind in kinds
        ]
        one = making.make_article(*sentences, id=f"n{at}")
        fields = {
            "title": HOSTILE,
            "outlet": ("Daily", f"=cmd {HOSTILE}", "Herald")[at % 3],
            "published": f"202{3 + at % 2}-0{1 + at % 9}-01",
            "model": {"name": "tiny", "digest": "d" * 64},
        }
        gold.append(replace(one, metadata=fields))
        said = [generator.choice(3, p=_CONFUSED[kind]) for kind in kinds]
        own = tuple(
            replace(
                s,
                label=LABELS[label],
                speaker=s.speaker if label < 2 else None,
                source=s.source if label < 2 else None,
                cue=s.cue if label < 2 else None,
                probabilities=dict(
                    zip(LABELS, [0.8 if i == label else 0.1 for i in range(3)], strict=True)
                ),
            )
            for s, label in zip(one.sentences, said, strict=True)
        )
        predicted.append(replace(gold[-1], sentences=own))
    return gold, predicted


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STANCE_MODEL", raising=False)
    return tmp_path


@pytest.fixture
def scores(folder):
    gold, predicted = make_scores(90)
    write_corpus(predicted, folder / "scores.jsonl")
    return gold, predicted


def report(*options, scores="scores.jsonl"):
    return main(["report", scores, "--out", "report.html", *options])


def page(folder):
    return (folder / "report.html").read_text("utf-8")


def files(html):
    """What can be saved from a page, by name."""
    found = re.findall(r'download="([^"]+)" href="data:[^,]*;base64,([^"]+)"', html)
    return {name: base64.b64decode(content).decode() for name, content in found}


def table(html, name):
    return list(csv.DictReader(io.StringIO(files(html)[name])))


def sampled(folder, gold, *, size=60, order="random"):
    """Let somebody label a sample, so that an import keeps how it was drawn."""
    articles = [replace(one, speakers=(), sentences=_bare(one)) for one in gold]
    write_corpus(_with_chances(articles), folder / "bare.jsonl")
    export = ["review", "export", "bare.jsonl", "--to", "csv", "--out", "sample.csv"]
    assert main([*export, "--sample", order, "--size", str(size), "--seed", "3"]) == 0
    rows = list(csv.DictReader(io.StringIO((folder / "sample.csv").read_text("utf-8"))))
    with (folder / "sample.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | {"reviewer": "Ann"} for row in rows)
    words = ["review", "import", "sample.csv", "--corpus", "bare.jsonl", "--out", "done.jsonl"]
    assert main(words) == 0


def _bare(article):
    return tuple(replace(one, speaker=None, source=None, cue=None) for one in article.sentences)


def _with_chances(articles):
    chances = dict.fromkeys(LABELS, 1 / 3)
    return [
        replace(a, sentences=tuple(replace(s, probabilities=chances) for s in a.sentences))
        for a in articles
    ]


def test_a_page_needs_nothing_from_outside_and_runs_nothing(scores, folder):
    code = report()

    html = page(folder)
    assert code == 0
    assert "default-src 'none'" in html
    assert not re.search(r'(?:src|href)="(?!data:)', html)
    assert "<script" not in html


def test_hostile_words_are_escaped_everywhere(scores, folder):
    report()

    html = page(folder)
    assert "&lt;script&gt;alert" in html
    assert not re.search(r"<script|onload=|javascript:", html)


def test_hostile_cells_are_no_formulas(scores, folder):
    report()

    assert {row["group"] for row in table(page(folder), "shares-by-outlet.csv")} == {
        "Daily",
        "Herald",
        f"'=cmd {HOSTILE}",
    }


def test_every_chart_has_its_numbers_and_its_spec_beside_it(scores, folder):
    report()

    html = page(folder)
    titles = set(re.findall(r"aria-label=\"([^;\"]+); the numbers are", html))
    found = files(html)
    specs = {name.removesuffix(".vl.json") for name in found if name.endswith(".vl.json")}
    assert {"Shares by outlet", "Shares by month", "Speakers over time"} <= titles
    assert len(specs) == len(titles)
    assert all(f"{name}.csv" in found for name in specs)
    for name in specs:
        spec = json.loads(found[f"{name}.vl.json"])
        assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_axes_are_named_in_charts_of_both_widths(scores, folder):
    report()

    html = page(folder)
    n_charts = html.count('<div class="screen">')
    assert html.count('<div class="phone">') == n_charts == html.count('class="screen"')
    assert html.count(">share of sentences</text>") >= 4


def test_shares_without_a_sample_are_sums_of_probabilities(scores, folder, capsys):
    report("--time", "year", "--by", "outlet")

    rows = table(page(folder), "shares-by-year.csv")
    assert {row["group"] for row in rows} == {"2023", "2024"}
    assert {row["method"] for row in rows} == {"counted", "probabilities"}
    assert capsys.readouterr().out.splitlines()[1].startswith("sums of probabilities: official ")


def test_a_random_sample_corrects_shares_to_those_that_people_see(scores, folder, capsys):
    gold, _ = scores
    sampled(folder, gold)
    capsys.readouterr()

    code = report("--labelled", "done.jsonl")

    rows = table(page(folder), "shares-of-all-articles-by-method.csv")
    by_method = {
        method: [float(row["share"]) for row in rows if row["group"] == method]
        for method in ("counted labels", "prediction-powered", "confusion matrix")
    }
    labels = [one.label for article in gold for one in article.sentences]
    truth = [labels.count(label) / len(labels) for label in LABELS]
    off = {name: np.abs(np.subtract(found, truth)).max() for name, found in by_method.items()}
    assert code == 0
    assert off["prediction-powered"] < 0.025 < off["counted labels"]
    assert off["confusion matrix"] < 0.03
    assert "prediction-powered: official" in capsys.readouterr().out
    html = page(folder)
    assert "60 of 90 articles, drawn at random with seed 3" in html
    assert "Confusion matrix, of the labelled sample" in html


def test_a_sample_of_the_uncertain_is_refused(scores, folder, capsys):
    sampled(folder, scores[0], order="uncertainty")
    capsys.readouterr()

    code = report("--labelled", "done.jsonl")

    assert code == 2
    assert "chosen by uncertainty, not at random" in capsys.readouterr().err
    assert not (folder / "report.html").exists()


def test_an_evaluation_of_the_model_corrects_shares(scores, folder):
    confusion = {
        gold: {other: 1000 * _CONFUSED[i, j] for j, other in enumerate(LABELS)}
        for i, gold in enumerate(LABELS)
    }
    evaluation = {"dev": {"confusion": confusion}}
    (folder / "scores.json").write_text(json.dumps(evaluation), encoding="utf-8")

    report("--confusion", "scores.json")

    html = page(folder)
    assert "It was counted in scores.json" in html
    rows = table(html, "shares-of-all-articles-by-method.csv")
    assert {row["group"] for row in rows} == {
        "counted labels",
        "sums of probabilities",
        "confusion matrix",
    }


@pytest.mark.parametrize("text", ["{}", "[]", '{"dev": {"confusion": {"a": {}}}}', "no JSON"])
def test_an_evaluation_without_confusion_is_told(scores, folder, text, capsys):
    (folder / "scores.json").write_text(text, encoding="utf-8")

    code = report("--confusion", "scores.json")

    assert code == 2
    assert "stance evaluate … --json FILE" in capsys.readouterr().err


def test_aliases_join_speakers(scores, folder):
    names = [f"alias,name\n{HOSTILE} Mary 1,Mary Wall\n{HOSTILE} Mary 2,Mary Wall\n"]
    (folder / "aliases.csv").write_text(
        "".join(names)
        .replace('"x"', '""x""')
        .replace("\n<", '\n"<')
        .replace(" 1,", ' 1",')
        .replace(" 2,", ' 2",'),
        encoding="utf-8",
    )

    report("--aliases", "aliases.csv")

    found = {row["name"]: row for row in table(page(folder), "speakers.csv")}
    assert f"{HOSTILE} Mary 1" not in found
    assert int(found["Mary Wall"]["articles"]) > 20


def test_samples_of_a_speaker_are_one_click_away(scores, folder):
    report()

    html = page(folder)
    block = html[html.index("<details><summary><bdi>&lt;script") :]
    assert "<blockquote>" in block[: block.index("</details>")]


def test_the_methods_box_names_the_model_and_says_when_its_card_is_missing(scores, folder):
    report()

    html = page(folder)
    assert "tiny (digest dddddddddddd, 90 articles)" in html
    assert "The model is not at hand here" in html


def test_the_card_of_the_model_tells_what_error_to_expect(baseline_folder, scores, folder):
    from stance.prediction.manifest import manifest_digest

    digest = manifest_digest(baseline_folder)
    articles = [
        replace(one, metadata={**one.metadata, "model": {"name": "tiny", "digest": digest}})
        for one in scores[1]
    ]
    write_corpus(articles, folder / "scores.jsonl")

    report("--model", str(baseline_folder))

    assert "Probabilities have a temperature of" in page(folder)


def test_another_model_than_the_one_that_labelled_is_refused(baseline_folder, scores, capsys):
    code = report("--model", str(baseline_folder))

    assert code == 2
    assert "is another model" in capsys.readouterr().err


def test_all_faults_of_all_files_are_told_at_once(scores, folder, capsys):
    text = (folder / "scores.jsonl").read_text("utf-8")
    (folder / "other.jsonl").write_text("{}\n" + text.splitlines()[0] + "\n", encoding="utf-8")

    code = main(["report", "scores.jsonl", "other.jsonl", "--out", "report.html"])

    error = capsys.readouterr().err
    assert code == 2
    assert "other.jsonl:1: has no labels" in error
    assert "id 'n0' is taken" in error


def test_records_without_labels_are_told(scores, folder, capsys):
    with (folder / "scores.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"file": "x", "error": {"type": "Unreadable", "message": "no"}}\n')

    code = report()

    assert code == 1
    assert "1 record without labels left out" in capsys.readouterr().err
    assert "1 record without labels left out" in page(folder)


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--by", "desk"], "no article has a field desk"),
        (["--labelled", "lost.jsonl"], "lost.jsonl: cannot be read"),
        (["--aliases", "lost.csv"], "lost.csv: cannot be read"),
    ],
)
def test_what_is_not_there_is_told(scores, options, what, capsys):
    code = report(*options)

    assert code == 2
    assert what in capsys.readouterr().err


def test_articles_without_sentences_are_nothing_to_report(folder, capsys):
    write_corpus([Article(text="Rain.", id="a")], folder / "scores.jsonl")

    code = report()

    assert code == 2
    assert "no article has a sentence with a label" in capsys.readouterr().err


def test_an_empty_file_is_told(folder, capsys):
    (folder / "scores.jsonl").write_text("", encoding="utf-8")

    code = report()

    assert code == 2
    assert "holds no articles" in capsys.readouterr().err


def test_one_plain_article_makes_a_page(folder):
    write_corpus([making.make_article(("Rain fell.", making.FACT), id="a")], folder / "s.jsonl")

    code = report(scores="s.jsonl")

    html = page(folder)
    assert code == 0
    assert "Every sentence in which somebody speaks has a speaker." in html
    assert "people did" in html
    assert read_corpus([folder / "s.jsonl"])
