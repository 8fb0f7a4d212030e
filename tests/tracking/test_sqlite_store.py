import os
import sqlite3
import time
from contextlib import closing

import pytest
from mlflow import MlflowClient

from stance.errors import TrackingError
from stance.tracking import store as sqlite_store
from stance.tracking.store import open_client, prepare_database


def test_a_store_that_is_not_there_is_made(tmp_path):
    prepare_database(tmp_path / "new" / "mlflow.db")

    client = MlflowClient(tracking_uri=f"sqlite:///{tmp_path / 'new' / 'mlflow.db'}")
    assert client.get_experiment("0").name == "Default"


def test_a_store_that_a_kill_left_half_made_is_made_anew(tmp_path):
    (tmp_path / "mlflow.db.0.partial").write_bytes(b"half a database")
    (tmp_path / "mlflow.db.0.partial-journal").touch()

    prepare_database(tmp_path / "mlflow.db")

    names = {path.name for path in tmp_path.iterdir()}
    assert names - {"mlflow.db.lock"} == {"mlflow.db"}


@pytest.mark.parametrize("content", [b"no database, but text\n" * 100, os.urandom(4096)])
def test_a_file_that_is_no_database_is_told_without_a_wait(tmp_path, content, monkeypatch):
    (tmp_path / "mlflow.db").write_bytes(content)
    monkeypatch.setattr(time, "sleep", None)

    with pytest.raises(TrackingError, match=r"mlflow\.db cannot be used: file is not a database"):
        prepare_database(tmp_path / "mlflow.db")


def test_a_locked_store_is_given_up_after_a_while(store_uri, tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite_store, "_PATIENCE_S", 0.1)
    with closing(sqlite3.connect(tmp_path / "mlflow.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(TrackingError, match="cannot be used: database is locked"):
            open_client(store_uri)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to everything")
def test_a_read_only_store_is_told(store_uri, tmp_path):
    (tmp_path / "mlflow.db").chmod(0o444)

    with pytest.raises(TrackingError, match="readonly database"):
        open_client(store_uri)


def test_a_folder_in_place_of_the_store_is_told(tmp_path):
    (tmp_path / "mlflow.db").mkdir()

    with pytest.raises(TrackingError, match=r"mlflow\.db cannot be used: unable to open"):
        prepare_database(tmp_path / "mlflow.db")


def test_a_store_below_a_file_is_told(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(TrackingError, match=r"file.mlflow\.db cannot be made: "):
        prepare_database(tmp_path / "file" / "mlflow.db")


def test_a_store_with_tables_of_another_version_is_told(store_uri, tmp_path):
    with closing(sqlite3.connect(tmp_path / "mlflow.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '000000000000'")
        database.commit()

    with pytest.raises(TrackingError, match="mlflow db upgrade"):
        open_client(store_uri)
