"""What is written can be read, and what is left half done is cleaned up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import stance
from making import write_baseline
from stance.article import Article
from stance.corpus.checking import check_corpus
from stance.pipeline.model.folder import new_model_folder
from stance.prediction.predictor import Predictor
from stance.rendering.grids import Grid, write


def test_two_halves_of_a_character_move_no_span(tmp_path):
    predictor = Predictor.load(write_baseline(tmp_path / "model"))
    article = predictor.predict("The minister \ud83d\ude00 said so. Rain \ud800 fell.")

    again = Article.from_json(article.to_json())

    assert again.text == "The minister \ufffd\ufffd said so. Rain \ud800 fell."
    assert again.sentences == article.sentences


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(ValueError, match="is no number of JSON; write null"):
        Article.from_json(f'{{"text": "Rain.", "score": {number}}}')


@pytest.mark.parametrize("identity", ["a\\u0000b", "a\\u001b[2J", "a\\u202eb", " ", "a\\nb"])
def test_an_id_that_cannot_be_seen_is_a_fault(tmp_path, identity):
    path = tmp_path / "a.jsonl"
    sentence = '{"start": 0, "end": 5, "label": "reported_fact"}'
    fields = f'"text": "Rain.", "speakers": [], "sentences": [{sentence}]'
    path.write_text(f'{{"id": "{identity}", {fields}}}', encoding="utf-8")

    (fault,) = check_corpus([path]).faults

    assert "has signs that cannot be seen" in fault.what


def test_markdown_shows_what_it_is_given():
    grid = Grid(title="![x](y)", header=("a|b", "n"), rows=[("[x](javascript:y) `z` <b>", "1")])

    written = write(grid)

    assert not any(sign in written for sign in ("![", "](", "`", "<b>", "a|b"))


def ended_process():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_a_killed_process_left_of_a_model_is_removed(tmp_path):
    left = tmp_path / f".partial-model-{ended_process()}"
    left.mkdir()
    alive = tmp_path / f".partial-model-{os.getppid()}"
    alive.mkdir()

    with new_model_folder(tmp_path / "model") as folder:
        (folder / "a").write_text("a", "utf-8")

    assert sorted(path.name for path in tmp_path.iterdir()) == [alive.name, "model"]


def test_a_model_whose_replacing_was_killed_is_put_back(tmp_path):
    write_baseline(tmp_path / f".old-model-{ended_process()}")

    with pytest.raises(RuntimeError), new_model_folder(tmp_path / "model"):
        raise RuntimeError

    assert [path.name for path in tmp_path.iterdir()] == ["model"]
    assert Predictor.load(tmp_path / "model")


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
from stance.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.skipif(sys.platform == "win32", reason="no limits of this kind")
def test_a_full_disk_leaves_no_half_line(tmp_path, unbuffered):
    write_baseline(tmp_path / "model")
    (tmp_path / "a.jsonl").write_text('{"text": "Rain fell on us."}\n' * 50, "utf-8")
    said = tmp_path / "said.jsonl"
    environment = {**os.environ, "PYTHONPATH": str(Path(stance.__file__).parents[1])}
    environment["PYTHONUNBUFFERED"] = unbuffered

    with said.open("w") as file:
        words = [sys.executable, "-c", LIMITED, "predict", "a.jsonl", "--jsonl"]
        words += ["--model", "model"]
        done = subprocess.run(words, cwd=tmp_path, stdout=file, env=environment, check=False)

    lines = said.read_text("utf-8").splitlines(keepends=True)
    assert done.returncode == 2
    assert 2 < len(lines) < 50
    assert all(line.endswith("}\n") for line in lines)
