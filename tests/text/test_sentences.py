import pytest

from stance.text.sentences import punkt_ends, split_sentences


def sentences_of(text):
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["He met Dr. Ray and Gov. Lee at 5 p.m. on Jan. 6.", "They left."],
        ["U.S. Senator J. K. Cole (R-Ga.) agreed with Lt. Col. Ray.", "He nodded."],
        ["The U.S. Navy left the U.S.", "In 2010 it came back."],
        ["Prices rose 3.5 percent to $1.25 million.", "No. 5 is alive."],
        ["Acme Inc. said so.", "The firm failed."],
        ["It ended at 6 a.m.", "Three were hurt."],
        ["He left at 6 a.m.", "“We lost,” he said."],
        ["They walked to the bank.", "It was shut for a month.", "That was all."],
        ["Perhaps ... perhaps not, he said.", "Well…", "Then he left."],
        ["The vote, i.e. the second, failed (see p. 4).", "(They stayed.)", "It rained."],
        ["See www.example.com or mail a.b@example.org.", "It costs nothing."],
        ["What?!", "No!!!", "Stop."],
        ["Cllr. Khan met Bldr. Obi and Smt. Rao.", "Adv. Pinto did not."],
    ],
)
def test_a_period_inside_a_sentence_does_not_end_it(sentences):
    assert sentences_of(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["“We lost.", "It hurts,” she said.", "“Why?”", "He shrugged."],
        ['"Never!" she cried.', '"We won."', "Then rain."],
        ["'We lost.'", "Nobody spoke."],
        ["« Nous partons. »", "Il rit."],
        ["„Wir gehen.“", "Er lachte."],
        ["It is a “so-called ‘deal.’”", "It died."],
        ["“Six minutes, from where?” Boris Sole demanded.", "Nobody knew."],
        ["“It hums.” — Ana Reed, engineer"],
        ["''It sank!'' Ms. Reed said.", "''So it did.", "Twice.''", "``Why?'' asked Dr. Roy."],
    ],
)
def test_a_closing_mark_stays_with_its_sentence(sentences):
    assert sentences_of(" ".join(sentences)) == sentences


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\u2028", " \n \n "])
def test_every_line_is_a_sentence_of_its_own(end):
    lines = [
        "Ferry sinks off Port Esquel",
        "By Unai Goñi",
        "• 46 people died",
        "Q: Why?",
        "18:41 Now",
    ]

    assert sentences_of(end.join(lines)) == lines


def test_a_dateline_is_a_sentence_of_its_own():
    text = "MOSCOW, March 3. /TASS/. Prices rose."

    assert sentences_of(text) == ["MOSCOW, March 3. /TASS/.", "Prices rose."]


def test_a_clause_that_opens_a_speech_is_a_sentence_of_its_own():
    text = "Dr. Ray, a geologist, explains the flood in this way: The river rises. Then it falls."

    assert sentences_of(text)[0] == "Dr. Ray, a geologist, explains the flood in this way:"


def test_a_colon_before_a_plain_statement_ends_nothing():
    text = "One thing in the report is plain to see: Nobody was told."

    assert sentences_of(text) == [text]


def test_a_column_of_text_is_read_across_its_lines():
    text = (
        "Three of the five largest yards have stopped taking orders, and the\n"
        "harbour master expects fewer ships. The chamber called the plan of the\n"
        "ministry hasty."
    )

    assert [sentence[:9] for sentence in sentences_of(text)] == ["Three of ", "The chamb"]


def test_bullets_in_one_line_are_sentences():
    text = "In brief • The river rose • 46 people left"

    assert sentences_of(text) == ["In brief", "• The river rose", "• 46 people left"]


@pytest.mark.parametrize(
    "sentences", [["他说会赢。", "然后走了。"], ["ماذا قال؟", "نعم."], ["वह गया।", "फिर आया।"]]
)
def test_other_scripts_are_split_at_their_own_marks(sentences):
    joint = "" if sentences[0].endswith("。") else " "

    assert sentences_of(joint.join(sentences)) == sentences


@pytest.mark.parametrize("text", ["", " ", "\n\t\u2029 \r\n"])
def test_a_blank_text_has_no_sentences(text):
    assert split_sentences(text) == []


def test_the_ends_in_a_line_do_not_depend_on_its_length():
    unit = "Gov. Reed paid $1.5 million in the U.S. It was all. “Why?” asked Mr. Roy. "
    ends = [end for end in punkt_ends(unit * 2) if end < len(unit)]

    long = punkt_ends(unit * 500)

    assert [end for end in long if end < 499 * len(unit)] == [
        i * len(unit) + end for i in range(499) for end in ends
    ]


@pytest.mark.parametrize(
    ("unit", "n_sentences"),
    [
        *(("a", 1), ("word ", 1), ("!", 1), ('"', 1), ("“", 1), ("😀", 1), (" ", 0), ("\n", 0)),
        *(
            ("\ud800", 1),
            ("\0", 1),
            ("۔", 1),
            ("A: ", 1),
            ("- ", 1),
            ("(", 1),
            ("’", 1),
            ("ab!A", 1),
            ("a\n", 100_000),
        ),
    ],
)
def test_a_long_run_of_one_thing_is_split_like_a_short_one(unit, n_sentences):
    text = unit * (200_000 // len(unit))

    assert len(split_sentences(text)) == n_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["It sold the country.", "WATCH NOW: The vote is on."],
        ["He called it “illegal.”", "He went home.", "That was all."],
        ['It is "illegal."', '"We go," he said.', "(Photo by A. Ray)"],
        ["Was it so?", "The court will say."],
        ["It struck a pier.", "Oslo-built and old, it sank.", "Ada, a nurse, fell."],
    ],
)
def test_a_sentence_ends_where_a_web_page_lost_the_space(sentences):
    assert sentences_of("".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Visit Booking.Com for more.",
        "See www.Example.Com now.",
        "See https://a.b/news.The end.",
        "Write to ann.Bell@example.org today.",
        "Prof.Smith left.",
        "It runs on Node.JS now.",
    ],
)
def test_a_dot_inside_an_address_or_a_title_ends_nothing(sentence):
    assert sentences_of(sentence) == [sentence]
