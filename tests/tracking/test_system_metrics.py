import time

from stance.tracking.mirror import system_metrics


class Notebook:
    def __init__(self, *, is_full=False):
        self.rows = []
        self.is_full = is_full

    def log_metrics(self, metrics, *, step):
        if self.is_full:
            raise OSError(28, "No space left on device")
        self.rows.append((step, dict(metrics)))


def test_the_shortest_run_has_a_sample():
    notebook = Notebook()

    with system_metrics(notebook):
        pass

    (row,) = notebook.rows
    assert {"system/cpu_utilization_percentage", "system/system_memory_usage_megabytes"} <= set(
        row[1]
    )


def test_samples_are_taken_while_the_run_lasts():
    notebook = Notebook()

    with system_metrics(notebook, pause_s=0.02):
        time.sleep(0.3)

    assert len(notebook.rows) > 2


def test_a_resumed_run_counts_on():
    notebook = Notebook()

    with system_metrics(notebook, before_s=100):
        pass

    assert 100 <= notebook.rows[0][0] <= 110


def test_a_full_disk_ends_the_samples_and_nothing_else(caplog):
    notebook = Notebook(is_full=True)

    with system_metrics(notebook, pause_s=0.02):
        time.sleep(0.1)

    assert "system metrics end here: [Errno 28] No space left on device" in caplog.text
