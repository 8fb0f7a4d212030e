import shutil
import subprocess
import sys

import pytest

from stance.cli import main

#: Completes the last of some words as bash does when Tab is pressed.
PRESS_TAB = """
source {script}
COMP_WORDS=({words})
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
COMP_LINE="{words}"
_shtab_stance
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
BASH = shutil.which("bash")


@pytest.fixture
def press_tab(tmp_path, capsys):
    """Gives what bash offers for the last of some words."""
    if BASH is None:
        pytest.skip("needs bash")
    main(["completion", "bash"])
    script = tmp_path / "completion.sh"
    script.write_text(capsys.readouterr().out, encoding="utf-8")

    def press(words: str) -> list[str]:
        code = PRESS_TAB.format(script=script, words=words)
        done = subprocess.run(
            [BASH, "--norc", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert done.stderr == ""
        return done.stdout.split()

    return press


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("stance pred", ["predict"]),
        ("stance data val", ["validate"]),
        ("stance predict --jso", ["--json", "--jsonl"]),
        ("stance data read co", ["conllu"]),
        ("stance predict arti", ["article.txt"]),
        ("stance predict --model arti", ["article.txt"]),
        ("stance evaluate bundled arti", ["article.txt"]),
        ("stance train arti", ["article.txt"]),
    ],
)
def test_bash_completes_verbs_options_values_and_files(press_tab, tmp_path, words, offered):
    (tmp_path / "article.txt").touch()

    assert press_tab(words) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_can_read_its_script(shell, tmp_path, capsys):
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"needs {shell}")
    main(["completion", shell])
    script = tmp_path / "script"
    script.write_text(capsys.readouterr().out, encoding="utf-8")

    done = subprocess.run([program, "-n", script], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_no_other_shell_is_known(capsys):
    with pytest.raises(SystemExit):
        main(["completion", "zhs"])

    assert "'zhs' is none of its values; did you mean 'zsh'?" in capsys.readouterr().err


def test_printing_it_imports_nothing_heavy():
    code = (
        "import sys\n"
        "from stance.cli.main import main\n"
        "main(['completion', 'bash'])\n"
        "assert not {'torch', 'pandas', 'mlflow', 'fastapi'} & set(sys.modules)\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
