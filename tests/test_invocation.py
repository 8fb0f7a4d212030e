import json
import os
import sys
import sysconfig
from pathlib import Path

import pytest

from stance import invocation
from stance.invocation import pip, pip_install, program

REQUIREMENTS = ("numpy>=1.26", 'torch>=2.9; extra == "train"', "pandas; extra == 'label'")


def make_script(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("#!/bin/sh\n", "utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def venv(tmp_path, monkeypatch):
    """A virtual environment below the working folder, not activated, with stance in it."""
    folder = tmp_path / "home" / ".venv" / "bin"
    monkeypatch.setattr(sys, "executable", str(make_script(folder, "python")))
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(folder))
    make_script(folder, "stance")
    monkeypatch.setenv("PATH", str(tmp_path / "usr"))
    make_script(tmp_path / "usr", "python3")
    monkeypatch.chdir(tmp_path / "home")
    return folder


@pytest.fixture
def install(venv, tmp_path, monkeypatch):
    """Gives stance an origin, as an installer writes it into its metadata."""
    site = tmp_path / "home" / ".venv" / "lib"
    monkeypatch.syspath_prepend(site)
    monkeypatch.setattr(invocation, "__file__", str(site / "stance" / "invocation.py"))

    def installed(*, origin: dict | None, installer: str = "pip") -> None:
        info = site / "stance_news-0.1.0.dist-info"
        info.mkdir(parents=True, exist_ok=True)
        needs = "".join(f"Requires-Dist: {one}\n" for one in REQUIREMENTS)
        head = "Metadata-Version: 2.4\nName: stance-news\nVersion: 0.1.0\n"
        (info / "METADATA").write_text(head + needs, "utf-8")
        (info / "INSTALLER").write_text(f"{installer}\n", "utf-8")
        if origin is not None:
            (info / "direct_url.json").write_text(json.dumps(origin), "utf-8")

    return installed


def test_a_script_on_the_path_is_called_by_its_name(venv, monkeypatch):
    monkeypatch.setenv("PATH", f"{venv}{os.pathsep}/usr/bin")

    assert program() == "stance"


def test_a_link_on_the_path_to_the_script_is_called_by_its_name(venv, tmp_path):
    (tmp_path / "usr" / "stance").symlink_to(venv / "stance")

    assert program() == "stance"


def test_a_script_that_is_not_on_the_path_is_called_from_the_working_folder(venv):
    assert program() == ".venv/bin/stance"


def test_the_stance_of_another_environment_is_not_this_one(venv, tmp_path):
    make_script(tmp_path / "usr", "stance")

    assert program() == ".venv/bin/stance"


def test_a_script_elsewhere_has_its_whole_path(venv, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path / "usr")

    assert program() == str(venv / "stance")


def test_a_path_with_blanks_is_quoted(venv, tmp_path, monkeypatch):
    folder = tmp_path / "my news" / "bin"
    make_script(folder, "stance")
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(folder))

    assert program() == f"'{folder / 'stance'}'"


def test_without_a_script_python_runs_the_package(venv):
    (venv / "stance").unlink()

    assert program() == ".venv/bin/python -m stance.cli"


def test_python_on_the_path_is_called_by_its_name(venv, monkeypatch):
    (venv / "stance").unlink()
    monkeypatch.setenv("PATH", f"{venv}{os.pathsep}/usr/bin")

    assert program() == "python -m stance.cli"


def test_another_python_on_the_path_is_not_this_one(venv, tmp_path):
    (tmp_path / "usr" / "python").symlink_to(venv / "python")

    assert pip() == ".venv/bin/python -m pip install"


def test_a_clone_installs_its_extras_from_itself(install, tmp_path, monkeypatch):
    install(origin={"url": "file:///elsewhere", "dir_info": {"editable": True}})
    (tmp_path / "home" / "pyproject.toml").write_text("", "utf-8")
    package = tmp_path / "home" / "src" / "stance"
    monkeypatch.setattr(invocation, "__file__", str(package / "invocation.py"))

    assert pip_install("train") == ".venv/bin/python -m pip install -e '.[train]'"


def test_a_folder_below_the_working_folder_is_no_name_of_a_package(install, tmp_path):
    clone = tmp_path / "home" / "stance"
    clone.mkdir()
    install(origin={"url": clone.as_uri(), "dir_info": {}})

    assert pip_install("label") == ".venv/bin/python -m pip install './stance[label]'"


def test_a_folder_elsewhere_has_its_whole_path(install, tmp_path):
    clone = tmp_path / "my clone"
    clone.mkdir()
    install(origin={"url": clone.as_uri(), "dir_info": {}})

    assert pip_install("train") == f".venv/bin/python -m pip install '{clone}[train]'"


def test_a_wheel_brings_its_extras(install, tmp_path):
    wheel = tmp_path / "home" / "stance_news-0.1.0-py3-none-any.whl"
    wheel.touch()
    install(origin={"url": wheel.as_uri(), "archive_info": {}})

    assert pip_install("train") == f".venv/bin/python -m pip install './{wheel.name}[train]'"


def test_the_packages_of_an_extra_are_named_if_the_origin_is_gone(install, tmp_path):
    install(origin={"url": (tmp_path / "gone").as_uri(), "dir_info": {}})

    assert pip_install("train") == ".venv/bin/python -m pip install 'torch>=2.9'"
    assert pip_install("label") == ".venv/bin/python -m pip install pandas"


def test_a_package_from_a_repository_brings_its_extras_from_there(install):
    install(origin={"url": "https://example.org/stance.git", "vcs_info": {"vcs": "git"}})

    wanted = "'stance-news[train] @ git+https://example.org/stance.git'"
    assert pip_install("train") == f".venv/bin/python -m pip install {wanted}"


def test_a_package_from_an_index_brings_its_extras_from_there(install):
    install(origin=None)

    assert pip_install("train") == ".venv/bin/python -m pip install 'stance-news[train]'"


def test_an_environment_of_uv_is_added_to_by_uv(install):
    install(origin=None, installer="uv")

    assert pip() == "uv pip install --python .venv/bin/python"
