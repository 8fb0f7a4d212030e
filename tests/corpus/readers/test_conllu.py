import pytest

from stance.corpus.readers.conllu import read_conllu
from stance.corpus.readers.drafts import finish
from stance.errors import CorpusError
from stance.labels import Label

CONTENT = """# newdoc id = doc-1
# meta::title = Rain
# meta::sourceURL = https://news.example/a
# newpar
# newpar_block = p (2 s)
# text = Rain fell in Łódź.
# label = reported_fact
1\tRain\train\tNOUN

# text = Stay home.
# speaker = Ann Lee
# speaker_kind = official
1\tStay\tstay\tVERB

# newpar id = p2
# text = It stopped.
# label = none
1\tIt\tit\tPRON

# newdoc id = doc-2
# text = Snow fell.
1\tSnow\tsnow\tNOUN
"""
LABELS = {"none": Label.REPORTED_FACT}


def test_documents_have_their_sentences_and_paragraphs(write):
    first, second = read_conllu([write(a_dot_conllu=CONTENT)], labels=LABELS)

    assert first.text == "Rain fell in Łódź. Stay home.\n\nIt stopped."
    assert (second.id, second.text, second.line) == ("doc-2", "Snow fell.", 20)
    assert first.metadata == {"title": "Rain", "url": "https://news.example/a"}


def test_a_label_follows_from_the_kind_of_the_speaker(write):
    drafts = read_conllu([write(a_dot_conllu=CONTENT)], labels=LABELS)

    article, _ = finish(drafts, default_label=Label.REPORTED_FACT)
    labels = [sentence.label.value for sentence in article.sentences]
    assert labels == ["reported_fact", "official_statement", "reported_fact"]
    assert article.speakers[0].name == "Ann Lee"


def test_sentences_without_a_label_are_refused_without_a_default(write):
    drafts = read_conllu([write(a_dot_conllu=CONTENT)], labels=LABELS)

    with pytest.raises(CorpusError, match=r"a\.conllu:20: article 'doc-2': 1 of 1 sentences have"):
        finish(drafts, default_label=None)


def test_other_names_of_comments_can_be_told(write):
    content = "# text = Rain fell.\n# stance = expert_analysis\n1\tRain\n"

    (draft,) = read_conllu([write(a_dot_conllu=content)], names={"label": "stance"})

    assert draft.sentences[0].label is Label.EXPERT_ANALYSIS


def test_all_faults_are_told_with_file_and_line(write):
    content = "# sent_id = 1\n1\tRain\n\n# text = Rain fell.\n# label = fact\n1\tRain\n"

    with pytest.raises(CorpusError) as caught:
        read_conllu([write(a_dot_conllu=content)])

    assert [fault.line for fault in caught.value.faults] == [1, 4]
    assert "'fact' is not a label" in str(caught.value)


def test_a_bare_comment_does_no_harm(write):
    (draft,) = read_conllu([write(a_dot_conllu="#\n# text = Rain fell.\n1\tRain\n")])

    assert draft.text == "Rain fell."


def test_a_character_that_only_looks_like_a_line_end_ends_no_line(write):
    content = "# text = Rain\u2028fell\x0chard\x85today.\r\n# label = reported_fact\r\n1\tRain\r\n"

    (draft,) = read_conllu([write(a_dot_conllu=content)])

    assert draft.text == "Rain\u2028fell\x0chard\x85today."
    assert draft.sentences[0].label is Label.REPORTED_FACT


def test_documents_without_ids_are_numbered(write):
    sentence = "# text = Rain fell.\n1\tRain\n\n"
    starts = ("", "# newdoc\n", "# newdoc id = x\n", "# newdoc\n")

    drafts = read_conllu([write(a_dot_conllu="".join(f"{start}{sentence}" for start in starts))])

    assert [draft.id for draft in drafts] == ["a", "a-2", "x", "a-3"]


def test_an_empty_text_is_told_with_its_line(write):
    content = "# text = Rain fell.\n1\tRain\n\n# text = \n1\tRain\n"

    with pytest.raises(CorpusError, match=r"a\.conllu:4: a sentence without a line '# text = …'"):
        read_conllu([write(a_dot_conllu=content)])
