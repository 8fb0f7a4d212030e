"""Predicting in several processes: in order, in constant memory, and never silently short."""

import os
import subprocess
import sys
from contextlib import suppress
from itertools import count, islice

import psutil
import pytest

import doubles
from making import write_baseline
from stance.errors import ArtifactError, FailedArticleWarning, LanguageWarning, WorkerError
from stance.prediction.predictor import Predictor
from stance.prediction.processes import answer_in_processes

TEXT = "The minister said taxes would rise. “It is late,” the professor argued.\n\nRain fell."
TEXTS = [TEXT, "", "Snow fell.", "The professor said no.", TEXT * 3]


def answers(texts, *, n_processes=2, batch_size=2, load=doubles.load_echo):
    return answer_in_processes(texts, load=load, n_processes=n_processes, batch_size=batch_size)


@pytest.fixture(scope="module")
def predictor(exported_folder):
    return Predictor.load(exported_folder, n_threads=1)


@pytest.mark.parametrize("batch_size", [1, 2, 50])
def test_processes_answer_as_one_does(predictor, batch_size):
    found = list(predictor.pipe(iter(TEXTS), n_process=2, batch_size=batch_size))

    assert found == list(predictor.pipe(TEXTS)) == predictor.predict(TEXTS)


def test_what_goes_with_a_text_comes_back_with_its_article(predictor):
    contexts = [object() for _ in TEXTS]  # none of them can be pickled as itself

    for n_process in (1, 2):
        pairs = zip(TEXTS, contexts, strict=True)
        found = list(predictor.pipe(pairs, as_tuples=True, n_process=n_process))

        assert [article.text for article, _ in found] == TEXTS
        assert all(one is other for (_, one), other in zip(found, contexts, strict=True))


def test_order_is_kept_whoever_is_done_first():
    texts = [f"{'slow' if number % 4 == 0 else 'fast'} {number}" for number in range(16)]

    found = list(answers(texts, batch_size=1))

    assert [one.text for one in found] == texts
    assert len({one.metadata["process"] for one in found} - {os.getpid()}) == 2


def test_texts_without_end_are_read_as_they_are_needed():
    n_read = 0

    def texts():
        nonlocal n_read
        for number in count():
            n_read += 1
            yield str(number)

    found = answers(texts())

    assert [one.text for one in islice(found, 40)] == [str(number) for number in range(40)]
    assert n_read <= 40 + 2 * 2 * 3
    found.close()


def test_a_text_that_fails_leaves_the_others_alone():
    found = list(answers(["a", "fail", "b"], batch_size=1))

    assert ["error" in one.metadata for one in found] == [False, True, False]


def test_a_process_that_dies_is_an_error_and_not_a_short_answer():
    with pytest.raises(WorkerError, match="ended by itself; perhaps there was too little memory"):
        list(answers(["a", "die", *"bcdefgh"]))


def test_a_model_that_cannot_be_loaded_is_told_as_it_is():
    with pytest.raises(ArtifactError, match="nowhere: is gone"):
        list(answers(["a"], load=doubles.load_nothing))


def test_another_model_in_the_folder_meanwhile_is_refused(tmp_path):
    predictor = Predictor.load(write_baseline(tmp_path / "model"))
    write_baseline(tmp_path / "model", name="other")

    with pytest.raises(ArtifactError, match="is another model"):
        list(predictor.pipe(TEXTS, n_process=2))


@pytest.mark.parametrize("options", [{}, {"n_process": 2}, {"as_tuples": True}])
def test_warnings_of_a_pipe_point_at_its_caller(predictor, options):
    german = "Die Regierung werde die Steuern senken, sagte Anna Berger."
    texts = [(german, 1)] if "as_tuples" in options else [german]

    with pytest.warns(LanguageWarning) as caught:
        list(predictor.pipe(texts, **options))

    assert [one.filename for one in caught] == [__file__]


def test_a_failed_article_warns_with_its_number(tmp_path, monkeypatch):
    predictor = Predictor.load(write_baseline(tmp_path / "model"))
    monkeypatch.setattr(predictor._scorer, "score", lambda *_, **__: 1 / 0)

    with pytest.warns(FailedArticleWarning, match=r"article 1 .* \(ZeroDivisionError: division"):
        list(predictor.pipe([("Rain fell.", None)], as_tuples=True))


@pytest.mark.parametrize(
    ("texts", "options", "fault"),
    [
        ([TEXT], {"batch_size": 0}, "batch_size is 0; take 1 or more"),
        ([TEXT], {"n_process": 0}, "n_process is 0; take 1 or more, or -1"),
        ([TEXT], {"n_process": -2}, "n_process is -2"),
        (TEXT, {}, r"predict\(\) takes a str, or an iterable of them, not str"),
        (TEXT, {"as_tuples": True}, r"takes pairs \(text, context\), not str"),
        (["ab"], {"as_tuples": True}, "item 0 is str"),
        ([("a", 1, 2)], {"as_tuples": True}, "item 0 is tuple"),
        ([(1, "a")], {"as_tuples": True}, "item 0 is int"),
    ],
)
def test_arguments_that_cannot_be_are_named(predictor, texts, options, fault):
    with pytest.raises((TypeError, ValueError), match=fault):
        list(predictor.pipe(texts, **options))


def test_as_many_processes_as_cores_may_be_asked_for(predictor, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)

    assert next(predictor.pipe(["Rain fell."], n_process=-1)).text == "Rain fell."


ENDLESS = """
import sys
from itertools import repeat
import doubles
from stance.prediction.processes import answer_in_processes

for one in answer_in_processes(
    repeat("a"), load=doubles.load_echo, n_processes=2, batch_size=1
):
    print(one.metadata["process"], flush=True)
"""


def test_processes_end_with_a_parent_that_is_killed():
    words = [sys.executable, "-c", ENDLESS]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=environment, text=True) as parent:
        parent.stdout.readline()
        children = psutil.Process(parent.pid).children(recursive=True)
        parent.kill()
        parent.stdout.close()

    assert len(children) >= 2
    psutil.wait_procs(children, timeout=20)
    assert [one for one in children if is_alive(one)] == []


def is_alive(process):
    with suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE
    return False
