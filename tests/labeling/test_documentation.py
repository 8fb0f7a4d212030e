"""The worked example of docs/labelling.md runs as it is printed."""

import doctest
import importlib.util
import re
from pathlib import Path

from stance.labeling.registry import load_functions

PAGE = Path(__file__).parents[2] / "docs" / "labelling.md"


def write_example(folder):
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), flags=re.DOTALL)
    path = folder / "my_functions.py"
    path.write_text(code, encoding="utf-8")
    return path


def test_the_example_declares_its_functions(tmp_path):
    functions = load_functions(write_example(tmp_path))

    assert [one.name for one in functions] == ["harbour_master", "tide_table"]


def test_the_example_does_what_it_says(tmp_path):
    spec = importlib.util.spec_from_file_location("my_functions", write_example(tmp_path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    result = doctest.testmod(module)

    assert result.attempted == 3
    assert result.failed == 0
