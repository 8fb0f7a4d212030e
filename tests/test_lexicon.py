"""The table of terms and the closed lists."""

import sys
from importlib.resources import files
from subprocess import run

from stance.lexicon.table import countries, names, terms, terms_by_class


def test_no_term_has_two_lines():
    lines = (files("stance.lexicon") / "terms.tsv").read_text("utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]

    assert len(rows) == len(terms()) > 1000


def test_terms_are_folded_sorted_and_of_some_use():
    found = list(terms().values())

    assert [term.text for term in found] == sorted(term.text for term in found)
    assert not [term.text for term in found if term.text != term.text.lower()]
    assert not [term.text for term in found if not term.classes and term.prior is None]


def test_only_genders_and_priors_of_three_kinds_stand_in_the_table():
    found = terms().values()

    assert {term.gender for term in found} == {"", "m", "f"}
    assert {len(term.prior) for term in found if term.prior} == {3}


def test_words_that_stand_for_others_name_a_term_or_a_class_of_several():
    stands_for = {name for name in terms_by_class() if name.startswith("=")}

    assert len(stands_for) > 20
    assert not [name for name in stands_for if len(terms_by_class()[name]) < 2]


def test_every_country_has_a_line_and_every_region_names():
    assert len({one.name for one in countries()}) == len(countries()) > 100
    assert all(one.women and one.men for one in names() if one.surnames)


ONE_LINE = """
from stance.lexicon import table
lines = table._lines
table._lines = lambda name: [*lines(name), *(["tidewarden\\t\\trole =official official_titles\\tf"]
                                             if name == "terms.tsv" else [])]
from stance.corpus.perturbing.rolewords import is_person, words_for
from stance.labeling.context import ArticleContext
from stance.prediction.speakers.vocabulary.lexicon import lexicon

print(lexicon().roles["tidewarden"], *lexicon().classes_of("tidewarden"))
print(ArticleContext("The tidewarden said no.").sentences[0].speaker_label)
print(is_person("tidewarden"), "tidewarden" in words_for("official_titles"))
"""


def test_a_new_role_is_one_line_for_resolver_labelling_functions_and_perturbations():
    told = run([sys.executable, "-c", ONE_LINE], capture_output=True, text=True, check=True)

    assert told.stdout.splitlines() == ["f official", "official_statement", "True True"]
