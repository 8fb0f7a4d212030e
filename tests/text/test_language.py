import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.text.language import UNDETERMINED, Language, identify_language

ENGLISH = (
    "The council voted on Monday to close the bridge, and the mayor said that it was not safe. "
)
GERMAN = (
    "Der Rat hat am Montag für die Sperrung der Brücke gestimmt, weil sie nicht mehr sicher ist. "
)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("de", "Die Regierung werde die Steuern senken, sagte Umweltministerin Anna Berger."),
        ("fr", "Le maire n’a pas voulu répondre aux questions de la presse après le vote."),
        ("es", "La alcaldesa dijo que no sabía nada del contrato hasta que lo leyó en el diario."),
        ("pt", "O prefeito disse que não sabia de nada e que vai pedir uma auditoria às contas."),
        ("it", "Il sindaco ha detto che non si dimette e che la giunta andrà avanti con i lavori."),
        (
            "nl",
            "De burgemeester zei dat het college van plan is om de brug voor de zomer te openen.",
        ),
        ("sv", "Kommunen har inte råd att laga bron, och den blir stängd till hösten, sade rådet."),
        (
            "da",
            "Borgmesteren siger, at broen ikke bliver åbnet før til efteråret, og at det er dyrt.",
        ),
        ("no", "Ordføreren sier at broen ikke åpner før til høsten, og at det blir dyrt for alle."),
        (
            "pl",
            "Burmistrz powiedział, że most nie zostanie otwarty przed jesienią, bo jest za drogi.",
        ),
        ("cs", "Starosta řekl, že most se neotevře do podzimu, protože na to město nemá peníze."),
        (
            "ro",
            "Primarul a spus că podul nu va fi deschis până la toamnă, pentru că este prea scump.",
        ),
        (
            "tr",
            "Belediye başkanı, köprünün bu yıl açılmayacağını ve bunun bir hata olduğunu söyledi.",
        ),
        ("id", "Wali kota mengatakan bahwa jembatan itu tidak akan dibuka sebelum musim hujan."),
        (
            "sw",
            "Meya alisema kuwa daraja hilo litafungwa kwa muda wa miezi mitatu ili lirekebishwe.",
        ),
        ("vi", "Thị trưởng nói rằng cây cầu sẽ không được mở lại cho đến mùa thu năm nay."),
        (
            "fi",
            "Kaupunginjohtaja sanoi, että siltaa ei avata ennen syksyä, mutta ei kertonut syytä.",
        ),
        (
            "hu",
            "A polgármester azt mondta, hogy a hidat nem nyitják meg ősz előtt, mert nincs pénz.",
        ),
        ("ru", "Мэр сказал, что мост не откроют до осени, потому что на него нет денег."),
        ("uk", "Мер сказав, що міст не відкриють до осені, бо на нього немає грошей."),
        ("el", "Ο δήμαρχος είπε ότι η γέφυρα δεν θα ανοίξει πριν από το φθινόπωρο."),
        ("ar", "وقال رئيس البلدية إن الجسر لن يفتح قبل الخريف"),
        ("he", "ראש העיר אמר שהגשר לא ייפתח לפני הסתיו."),
        ("hi", "महापौर ने कहा कि पुल शरद ऋतु से पहले नहीं खुलेगा।"),
        ("zh", "市长表示，大桥在秋天之前不会开放。"),
        ("ja", "市長は、橋は秋まで開通しないと述べた。"),
        ("ko", "시장은 다리가 가을 전에는 열리지 않을 것이라고 말했다."),
    ],
)
def test_news_in_another_language_is_not_english(code, text):
    assert identify_language(text) == Language(code=code, is_english=False)


@pytest.mark.parametrize(
    "text",
    [
        "Małgorzata Wiśniewska of Gazeta Nadwiślańska asked why the bridge was closed.",
        "Oluwaseun Adébáyò told The Ìbàdàn Tribune that Gómìnà Ọláwálé had signed the bill.",
        "Nguyễn Thị Thu Hương of the Sở Y tế Đà Nẵng said two clinics would close.",
        "Ursula van der Heijden-de Wit and Jan Pieter van den Berg met in Den Haag.",
        "Abd al-Rahman bin Khalid al-Mutairi told Asharq al-Janub that the port would open.",
        "She reads Die Neue Woche, El Día de Hoy, Le Soir du Nord and Il Mattino di Lucca.",
        "Its members rang church bells at five o'clock.",
        "SARAH DUMONT'S ELDEST SON HELD IN LA PAZ",
        "(Writing by E. Wanyonyi-Price; Editing by Tom Hask)",
        "By Ali Said, Ana Moreno, Ben Amin and Sam Moses",
        "The poster said 「戦争反対」 in red, and its author was fined.",
    ],
)
def test_english_with_foreign_names_is_english(text):
    assert identify_language(text) == Language(code="en", is_english=True)


@pytest.mark.parametrize(
    "text", ["", " \n", "2-1", "Reuters", "…", "😀", "<br>", "@ministry", "\0"]
)
def test_nobody_is_warned_where_nothing_can_be_told(text):
    assert identify_language(text) == Language(code=UNDETERMINED, is_english=True)


def test_one_word_of_another_language_is_no_alarm():
    assert identify_language("Gestern in Lagos").is_english
    assert identify_language("la la la la").is_english


def test_particles_inside_names_are_no_words():
    assert identify_language("Mayor Juan de la Cruz resigned.").is_english


def test_a_language_whose_small_words_are_not_known_is_not_english():
    text = (
        "Vo kaleni ture mosabi pilano dereku, sutami norevi galupo tirana bosiku menalo, "
        "kelora vistu padene ruvoli samoti."
    )

    assert identify_language(text) == Language(code=UNDETERMINED, is_english=False)


def test_the_larger_part_of_a_mixed_text_decides():
    assert identify_language(2 * ENGLISH + GERMAN).code == "en"
    assert identify_language(2 * GERMAN + ENGLISH).code == "de"


def test_tags_entities_and_addresses_are_no_words():
    page = (
        '<p class="der die das und nicht">Two men were rescued.</p> '
        "https://example.org/die/der/das-und-nicht der.die.das@zeitung.example"
    )

    assert identify_language(page).code == "en"
    assert identify_language("F&uuml;r die B&uuml;rger &auml;ndert sich nichts.").code == "de"


def test_a_letter_and_its_accent_apart_are_the_letter():
    text = "Le maire a été réélu, même à l’étranger."

    assert identify_language(unicodedata.normalize("NFD", text)) == identify_language(text)


def test_beginning_middle_and_end_of_a_long_text_are_looked_at():
    third = 40 * GERMAN

    assert identify_language(ENGLISH + third + ENGLISH).code == "de"
    assert identify_language(20 * ENGLISH + third + third + 20 * ENGLISH).code == "en"


def test_no_more_than_that_is_looked_at_however_long_the_text():
    looked_at, between = 12 * ENGLISH, 50_000 * GERMAN

    text = looked_at + between + looked_at + between + looked_at

    assert identify_language(text).code == "en"


@given(st.text())
def test_every_text_has_an_answer(text):
    language = identify_language(text)

    assert len(language.code) == (3 if language.code == UNDETERMINED else 2)
    assert language.is_english or language.code != "en"


@given(st.text(alphabet="<>&#;x@/ \ud800\0aZдя中ひ\u0301\u202e'", max_size=5000))
def test_so_has_every_text_that_is_none(text):
    assert identify_language(text) == identify_language(text)


def test_every_small_word_can_be_found_in_a_text():
    lines = (files("stance.text") / "function_words.txt").read_text("utf-8").splitlines()
    words = [word for line in lines if line[0] != "#" for word in line.split()]
    assert len(words) > 1000

    odd = {
        word
        for word in words
        if word != word.lower()
        or any(unicodedata.category(letter)[0] not in "LM" for letter in word)
    }

    assert odd == set()
