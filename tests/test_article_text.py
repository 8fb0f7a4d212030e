"""What ``print(article)`` and a pipe show."""

import making
from stance.article import Article
from stance.article_text import WIDTH, aligned, tabbed
from stance.labels import SpeakerKind
from stance.parts import Sentence, Speaker

LONG = "Rain " * 60 + "fell."


def speaking(name="the port authority", role="", n_sentences=1):
    return Speaker(
        id="s1", name=name, role=role, kind=SpeakerKind.OFFICIAL, n_sentences=n_sentences
    )


def test_a_printed_article_has_a_line_for_each_sentence_and_speaker():
    article = making.make_article(
        ("The BBC said so.", making.OFFICIAL, "BBC", "said"), ("Rain\n fell.", making.FACT)
    )

    lines = str(article).splitlines()

    assert lines[:2] == ["official 100% BBC The BBC said so.", "fact     100%     Rain fell."]
    assert lines[3].split() == ["kind", "name", "role", "sentences"]
    assert lines[4].startswith("BBC official BBC ")


def test_a_printed_article_marks_what_its_model_is_unsure_of():
    fact = Sentence(start=0, end=5, label=making.FACT, probabilities={making.FACT: 0.6})
    model = {"name": "tiny", "uncertain_below": 0.7}

    marked = Article(text="Rain.", sentences=(fact,), metadata={"model": model})
    unmarked = Article(text="Rain.", sentences=(fact,), metadata={"model": "of another kind"})

    assert str(marked) == "fact? 60%  Rain."
    assert str(unmarked) == "fact 60%  Rain."


def test_a_long_sentence_goes_on_below_itself():
    article = making.make_article((LONG, making.FACT))

    first, *others = str(article).splitlines()

    assert first.startswith("fact 100%  Rain")
    assert all(len(line) <= WIDTH for line in (first, *others))
    assert {line[: line.index("R")] for line in others[:-1]} == {" " * first.index("R")}
    assert " ".join(" ".join([first, *others]).split()[2:]) == LONG


def test_an_article_without_sentences_says_so():
    assert str(Article(text="")) == "(no sentences)"


def test_a_name_and_a_role_too_long_for_a_line_go_on_in_the_next():
    article = making.make_article(("Rain fell.", making.FACT))

    shown = aligned(article.text, article.sentences, [speaking(name="N " * 60, role="Q " * 60)])

    assert all(len(line) <= WIDTH for line in shown.splitlines())
    assert shown.count("N") == shown.count("Q") == 60


def test_a_piped_sentence_is_whole_on_one_line_without_padding():
    article = making.make_article((f"{LONG}\n", making.FACT))

    shown = tabbed(article.text, article.sentences, [speaking(name=LONG)])

    assert shown.splitlines() == [
        f"fact\t100%\t\t{LONG}",
        "",
        f"s1\tofficial\t{LONG}\t\t1",
    ]


def test_a_tab_and_an_order_to_the_terminal_in_a_text_are_blanks():
    article = making.make_article(("Rain\tfell \x1b[2Jon.", making.FACT))

    for shown in (str(article), tabbed(article.text, article.sentences, [])):
        assert shown.endswith("Rain fell [2Jon.")
        assert "\x1b" not in shown
