import pytest


@pytest.fixture
def write(tmp_path):
    """Give a function that writes files, as they are, and gives the path of the last."""

    def write_files(**contents):
        for name, content in contents.items():
            path = tmp_path / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode())
        return path

    return write_files
