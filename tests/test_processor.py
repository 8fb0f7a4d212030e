import os

import pytest

from stance.processor import read_processor

CPUINFO = """processor\t: 0
model name\t: Fast(R) One
flags\t\t: fpu avx2 avx512_vnni amx_int8

processor\t: 1
model name\t: Another
flags\t\t: fpu
"""


@pytest.fixture
def system(tmp_path):
    """Writes files of a system, by their paths."""

    def write(**files: str):
        for path, content in files.items():
            place = tmp_path / path.replace("__", "/").replace("cpu_max", "cpu.max")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content, encoding="ascii")
        return tmp_path

    return write


def test_the_first_core_is_told_with_the_instructions_that_matter(system):
    found = read_processor(system(proc__cpuinfo=CPUINFO))

    assert found.name == "Fast(R) One"
    assert found.instructions == ("amx_int8", "avx512_vnni", "avx2")
    assert found.multiplies_bytes is True


def test_a_processor_with_nothing_for_bytes_is_told(system):
    assert read_processor(system(proc__cpuinfo="flags: fpu avx2\n")).multiplies_bytes is False


def test_a_system_that_tells_nothing_is_no_error(tmp_path):
    found = read_processor(tmp_path)

    assert found.name
    assert (found.instructions, found.multiplies_bytes, found.quota) == (None, None, None)


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system has no affinity")
def test_cores_that_are_not_ours_are_not_counted(tmp_path):
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        assert read_processor(tmp_path).n_allowed == 1
    finally:
        os.sched_setaffinity(0, before)


def test_the_tightest_limit_above_a_group_counts(system):
    root = system(
        proc__self__cgroup="0::/pod/app\n",
        sys__fs__cgroup__cpu_max="max 100000\n",
        sys__fs__cgroup__pod__cpu_max="150000 100000\n",
        sys__fs__cgroup__pod__app__cpu_max="400000 100000\n",
    )

    assert read_processor(root).quota == 1.5


@pytest.mark.parametrize(("quota", "limit"), [("50000", 0.5), ("-1", None)])
def test_limits_of_the_first_version_of_control_groups_count(tmp_path, system, quota, limit):
    system(proc__self__cgroup="3:cpuset:/other\n1:cpu,cpuacct:/\n")
    group = tmp_path / "sys" / "fs" / "cgroup" / "cpu"
    group.mkdir(parents=True)
    (group / "cpu.cfs_quota_us").write_text(quota)
    (group / "cpu.cfs_period_us").write_text("100000")

    assert read_processor(tmp_path).quota == limit
