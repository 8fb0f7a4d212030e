from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from making import EXPERT, FACT, OFFICIAL, make_article
from stance.labeling.report import statistics_grid, write_report_html
from stance.labeling.statistics import MAX_DISPUTES, accuracy_by_article, measure
from stance.rendering.grids import draw


def make_voted(*sentences, id="a"):
    """An article of ``(text, label, votes)``."""
    article = make_article(*((text, label) for text, label, _ in sentences), id=id)
    voted = [
        replace(one, votes=votes, probabilities={one.label: 1.0})
        for one, (_, _, votes) in zip(article.sentences, sentences, strict=True)
    ]
    return replace(article, sentences=tuple(voted))


def make_corpus():
    return [
        make_voted(
            ("The minister spoke.", OFFICIAL, {"a": OFFICIAL, "b": OFFICIAL}),
            ("The professor spoke.", EXPERT, {"a": OFFICIAL, "b": EXPERT, "c": EXPERT}),
            ("Rain fell.", FACT, {"c": FACT}),
            ("Snow fell.", FACT, {}),
        )
    ]


def test_coverage_overlap_and_conflict_are_shares_of_all_sentences():
    statistics = measure(make_corpus(), functions=["a", "b", "c"])

    assert statistics.coverage == 0.75
    shares = [(one.coverage, one.overlap, one.conflict) for one in statistics.functions]
    assert shares == [(0.5, 0.5, 0.25), (0.5, 0.5, 0.25), (0.5, 0.25, 0.25)]


def test_votes_are_counted_by_label():
    statistics = measure(make_corpus(), functions=["c"])

    assert statistics.functions[0].n_votes == {EXPERT: 1, FACT: 1}


def test_a_function_that_never_votes_is_listed():
    grid = statistics_grid(measure(make_corpus(), functions=["quiet"]))

    assert grid.rows == [("quiet", "–", "0.0%", "0.0%", "0.0%", "–", "–")]


def test_accuracy_is_that_of_the_votes_on_gold():
    corpus = make_corpus()
    gold = make_article(
        ("The minister spoke.", OFFICIAL),
        ("The professor spoke.", EXPERT),
        ("Rain fell.", OFFICIAL),
        ("Snow fell.", FACT),
    )

    statistics = measure(corpus, functions=["a", "b", "c"], gold=[gold])

    fractions = [one.accuracy.fraction for one in statistics.functions]
    assert fractions == [0.5, 1.0, 0.5]
    assert statistics.outcome.fraction == 0.75


def test_gold_may_cut_sentences_elsewhere():
    corpus = [make_voted(("Rain fell. Snow fell.", FACT, {"a": FACT}))]
    gold = make_article(("Rain fell.", OFFICIAL), ("Snow fell.", FACT))

    found = measure(corpus, functions=["a"], gold=[gold]).functions[0].accuracy

    assert (found.n_right, found.n_sentences) == (1, 1)


def test_gold_of_other_articles_is_refused():
    gold = make_article(("Hail fell.", FACT))

    with pytest.raises(ValueError, match="none of the 1 gold articles is among the labelled"):
        measure(make_corpus(), functions=["a"], gold=[gold])


def test_the_most_disputed_sentence_comes_first():
    corpus = [
        make_voted(("One.", FACT, {"a": FACT, "b": EXPERT}), id="mild"),
        make_voted(("Two.", FACT, {"a": FACT, "b": EXPERT, "c": OFFICIAL}), id="wild"),
        make_voted(("Three.", FACT, {"a": FACT, "b": FACT}), id="agreed"),
    ]

    disputes = measure(corpus, functions=["a", "b", "c"]).disputes

    assert [one.article.id for one in disputes] == ["wild", "mild"]


def test_only_so_many_disputes_are_kept_and_the_worst_among_them():
    mild = [make_voted(("One.", FACT, {"a": FACT, "b": EXPERT}), id=str(n)) for n in range(90)]
    wild = make_voted(("Two.", FACT, {"a": FACT, "b": EXPERT, "c": OFFICIAL}), id="wild")

    disputes = measure([*mild, wild], functions=["a"]).disputes

    assert len(disputes) == MAX_DISPUTES
    assert [one.article.id for one in disputes[:2]] == ["wild", "0"]


def test_three_against_three_are_more_in_dispute_than_five_against_one():
    even = dict.fromkeys("abc", FACT) | dict.fromkeys("def", EXPERT)
    uneven = dict.fromkeys("abcde", FACT) | {"f": EXPERT}
    corpus = [make_voted(("One.", FACT, uneven), ("Two.", FACT, even))]

    disputes = measure(corpus, functions=["a"]).disputes

    assert [one.index for one in disputes] == [1, 0]


def test_sentences_of_one_article_are_worth_less_than_those_of_many():
    together = accuracy_by_article([(10, 10), (10, 10), (0, 10), (0, 10)])
    apart = accuracy_by_article([(1, 2)] * 20)

    assert together.fraction == apart.fraction == 0.5
    assert together.high - together.low > apart.high - apart.low


def test_an_accuracy_of_one_is_not_taken_for_certain():
    found = accuracy_by_article([(5, 5), (5, 5)])

    assert found.fraction == found.high == 1.0
    assert found.low < 0.5


def test_nothing_compared_has_no_accuracy():
    assert accuracy_by_article([]) is accuracy_by_article([(0, 0)]) is None


def test_the_table_fits_into_a_terminal_of_80_columns():
    name = "new_paragraph_after_statement"
    corpus = [make_voted(("Rain fell.", FACT, {name: FACT}), id=str(n)) for n in range(3)]
    gold = [make_article(("Rain fell.", FACT))]
    console = Console(width=80, record=True, file=StringIO())

    console.print(
        draw(statistics_grid(measure(corpus, functions=[name], gold=gold), is_narrow=True))
    )

    assert f"{name} fact  100.0%  0.0%  0.0% 1.00 (0.44–1.00)  3" in console.export_text()


def test_a_wide_table_has_a_line_for_each_function():
    corpus = [
        make_voted(("Rain fell.", FACT, {"a": FACT})),
        make_voted(("No.", FACT, {"a": EXPERT})),
    ]
    console = Console(width=200, record=True, file=StringIO())

    console.print(draw(statistics_grid(measure(corpus, functions=["a"]))))

    header, _, row = console.export_text().splitlines()[-3:]
    assert header.split()[:4] == ["function", "votes", "for", "coverage"]
    assert row.split()[:4] == ["a", "expert,", "fact", "100.0%"]


def test_the_report_escapes_what_it_quotes(tmp_path):
    evil = "<script>alert(1)</script>"
    corpus = [make_voted((f"{evil}.", FACT, {evil: FACT, "b": EXPERT}), id=evil)]

    write_report_html(
        measure(corpus, functions=[evil, "b"]), tmp_path / "r.html", title=evil, model=evil
    )

    page = (tmp_path / "r.html").read_text("utf-8")
    assert "<script>" not in page
    assert page.count("&lt;script&gt;") == 7


def test_the_report_says_who_voted_what(tmp_path):
    path = tmp_path / "report.html"

    write_report_html(
        measure(make_corpus(), functions=["a", "b", "c"]), path, title="News", model="majority"
    )

    page = path.read_text("utf-8")
    assert "<td>official_statement</td><td>a</td>" in page
    assert "<td>expert_analysis</td><td>b, c</td>" in page


def test_a_report_without_disputes_says_so(tmp_path):
    path = tmp_path / "report.html"

    write_report_html(measure([], functions=[]), path, title="News", model="majority")

    assert "No two functions gave a sentence different labels." in path.read_text("utf-8")


def test_a_lone_surrogate_does_not_stop_the_report(tmp_path):
    corpus = [make_voted(("bad \ud800.", FACT, {"a": FACT, "b": EXPERT}))]

    write_report_html(measure(corpus, functions=["a"]), tmp_path / "r.html", title="", model="")

    assert "bad �." in (tmp_path / "r.html").read_text("utf-8")
