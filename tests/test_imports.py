import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = "torch transformers sklearn datasets pandas mlflow scipy matplotlib yaml accelerate onnx"
HEAVY += " fastapi starlette uvicorn pyarrow"
HEAVY += " spacy jinja2"  # for those who look at articles
CHECK = f"""
import sys
found = sorted(set({HEAVY.split()!r}) & set(sys.modules))
assert not found, f"imported: {{found}}"
"""
TEXT = "The minister said taxes would rise. Rain fell."


def run_fresh(code, *, cwd, **environment):
    """Run Python code in a process that has imported nothing yet."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code + CHECK],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_check_finds_a_heavy_import(tmp_path):
    done = run_fresh("import yaml", cwd=tmp_path)

    assert "imported: ['yaml']" in done.stderr


def test_importing_stance_imports_nothing_heavy(tmp_path):
    done = run_fresh("import stance", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")


def test_importing_stance_leaves_the_folder_alone(tmp_path):
    run_fresh("import stance", cwd=tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["network", "baseline"])
def test_predicting_imports_nothing_heavy(kind, request, tmp_path):
    folder = request.getfixturevalue(f"{kind}_folder")
    code = f"import stance\narticle = stance.predict({TEXT!r})\nassert len(article.sentences) == 2"

    done = run_fresh(code, cwd=tmp_path, STANCE_MODEL=str(folder))

    assert (done.returncode, done.stderr) == (0, "")


def test_reading_and_writing_articles_imports_nothing_heavy(tmp_path):
    code = "from stance import Article\nArticle.from_json(Article(text='Rain.').to_json())"

    done = run_fresh(code, cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")


def test_the_command_line_predicts_without_anything_heavy(network_folder, tmp_path):
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    code = (
        "import sys\n"
        "from stance.cli.main import main\n"
        "sys.argv = ['stance', 'predict', 'news.txt', '--json']\n"
        "try:\n    code = main()\n"
        "except SystemExit as end:\n    code = end.code\n"
        "assert not code, code\n"
    )

    done = run_fresh(code, cwd=tmp_path, STANCE_MODEL=str(network_folder))

    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert done.stderr.startswith("model: ")
    assert '"sentences"' in done.stdout


def test_the_package_promises_its_types():
    import stance

    assert (Path(stance.__file__).parent / "py.typed").is_file()


def test_every_public_name_is_there():
    import stance

    assert all(hasattr(stance, name) for name in stance.__all__)
    assert dir(stance) == sorted(stance.__all__)


def test_labelling_by_functions_imports_nothing_heavy(tmp_path):
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    words = ["label", "news.txt", "--out", "labelled.jsonl"]
    code = f"from stance.cli import main\ncode = main({words!r})\nassert not code, code\n"

    done = run_fresh(code, cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
