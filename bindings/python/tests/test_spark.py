"""Spark in several processes: a master with two executors of a core each, as `local-cluster` starts them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest

import gongwen

pa = pytest.importorskip("pyarrow")
pytest.importorskip("pyspark")
parquet = pytest.importorskip("pyarrow.parquet")
import gongwen.spark  # noqa: E402

NOTICES = 20_000
POISONED = {7_000: b"\x00\x01\x02\x03" * 9, 7_001: None, 13_000: b""}


def executors():
    """The processes of the executors that this process' Java has started."""
    listed = subprocess.run(["ps", "-eww", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    parents = {int(pid): int(parent) for pid, parent, *_ in rows}

    def is_ours(pid):
        while pid > 1 and pid != os.getpid():
            pid = parents.get(pid, 0)
        return pid == os.getpid()

    found = [int(pid) for pid, _, *args in rows if args and "java" in args[0] and "CoarseGrainedExecutorBackend" in args[0]]
    return [pid for pid in found if is_ours(pid)]


def loose(kind):
    """A type without what engines do not keep: whether nulls are possible, and how the items of lists are called."""
    if pa.types.is_list(kind):
        return pa.list_(loose(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([(field.name, loose(field.type)) for field in kind])
    return kind


def loosened(table):
    return table.cast(pa.schema([(field.name, loose(field.type)) for field in table.schema])).combine_chunks()


def test_twenty_thousand_notices_with_an_executor_killed(spark, many, tmp_path):
    cells = many(NOTICES)
    for row, cell in POISONED.items():
        cells[row] = cell
    table = pa.table({"number": range(NOTICES), "content": pa.array(cells, pa.binary())})
    (tmp_path / "in").mkdir()
    for i in range(0, NOTICES, 500):
        parquet.write_table(table.slice(i, 500), tmp_path / "in" / f"{i:05}.parquet")
    spark.conf.set("spark.sql.files.maxPartitionBytes", "1m")
    spark.conf.set("spark.sql.files.openCostInBytes", "1m")
    parsed = gongwen.spark.parse(spark.read.parquet(str(tmp_path / "in")), "content", keep=["number"])
    failed = []

    def run():
        try:
            parsed.write.parquet(str(tmp_path / "out"))
        except Exception as error:  # told by the thread that waits
            failed.append(error)

    tracker = spark.sparkContext.statusTracker()

    def done():
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        return max(((stage.numCompletedTasks, stage.numTasks) for stage in stages if stage), default=(0, 0))

    job = threading.Thread(target=run)
    job.start()
    while job.is_alive() and done()[0] < 3:
        time.sleep(0.05)
    at_kill, of = done()
    before = executors()
    assert len(before) == 2 and job.is_alive() and 3 <= at_kill < of - 2, (before, at_kill, of)
    os.kill(before[0], signal.SIGKILL)
    job.join(timeout=240)
    assert not job.is_alive() and not failed, failed
    # Spark has lost it in truth; another has taken its place, or will.
    assert before[0] not in executors()
    known = spark.sparkContext._jsc.sc().statusStore().executorList(False)
    assert [known.apply(i).removeReason().isDefined() for i in range(known.size()) if not known.apply(i).isActive()] == [True]
    made = loosened(parquet.read_table(tmp_path / "out").sort_by("number"))
    expected = gongwen.parse_batch(table, "content", keep=["number"]).drop_columns(["row"])
    expected = loosened(pa.Table.from_batches([expected]))
    assert made.schema.names == expected.schema.names
    for name in expected.schema.names:
        assert made.column(name).equals(expected.column(name)), name
    bad = {row["number"]: row["error"] for row in made.select(["number", "error"]).to_pylist() if row["error"]}
    assert set(bad) == set(POISONED) and "<cell>: null" in bad[7_001] and "binary data" in bad[7_000]
    print(f"killed at {at_kill} of {of} tasks")


def test_files_of_a_folder(spark, formats, tmp_path):
    for path in formats:
        shutil.copy(path, tmp_path)
    (tmp_path / "broken.bin").write_bytes(bytes(64))
    files = spark.read.format("binaryFile").load(str(tmp_path))
    tasks = gongwen.spark.parse(files, "content", names="path", keep=["path"], rows="tasks").toArrow()
    assert tasks.schema.names == ["path", *[n for n in gongwen.schema("tasks").names if n not in ("row", "path")]]
    expected = {path.name: [(task.id, task.text) for task in gongwen.parse(path).tasks] for path in formats}
    made = {}
    for row in tasks.to_pylist():
        made.setdefault(row["path"].rsplit("/", 1)[-1], []).append((row["id"], row["text"]))
    (error,) = [row["error"] for row in tasks.to_pylist() if row["error"]]
    assert "/broken.bin: " in error
    assert made.pop("broken.bin") == [(None, None)]
    assert made == {name: rows for name, rows in expected.items() if rows}


def test_texts_with_all_other_columns(spark):
    frame = spark.createDataFrame([(1, "关于检查的通知\n1、整改。（市甲局牵头）\n", [1.5]), (2, None, None)], "a int, `t.x` string, c array<double>")
    rows = gongwen.spark.parse(frame, "t.x", lang="zh").select("a", "c", "title", "error").collect()
    assert [tuple(row) for row in sorted(rows)] == [(1, [1.5], "关于检查的通知", None), (2, None, None, rows[1]["error"])]
    assert rows[1]["error"] == "<cell>：空值，此处应为公文"


def test_a_wrong_column_is_named_before_anything_runs(spark):
    frame = spark.createDataFrame([(1, "x", "y")], "n int, t string, error string")
    cases = [
        (dict(column="z"), "column: 'z' is not in the data frame; expected one of n, t, error"),
        (dict(column="n"), "column: 'n' is a column of int; expected binary or string"),
        (dict(column="t", names="n"), "names: 'n' is a column of int; expected string"),
        (dict(column="t", keep=["z"]), "keep: 'z' is not in the data frame; expected one of n, t, error"),
        (dict(column="t"), "keep: the column 'error' is there already; rename it first"),
    ]
    for options, said in cases:
        with pytest.raises(gongwen.Error) as raised:
            gongwen.spark.parse(frame, **options)
        assert str(raised.value) == said
