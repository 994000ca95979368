"""How many notices a second: the wheel beside the program, and Spark's cores beside one process.

    python bench.py PROGRAM [NOTICES]

PROGRAM is `gongwen`, built in the profile that the wheel was built in. Notices are the seed and the fixtures in turn, each with a small
edit, some 17 kB each. The fastest of three rounds counts; the program reads files and writes NDJSON, the wheel takes a column and
gives one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable, List

import pyarrow as pa

import gongwen

PROJECT = Path(__file__).resolve().parents[2]
ROUNDS = 3


def notices(count: int) -> List[bytes]:
    seed = next(iter(sorted(PROJECT.glob("seeds/*.txt")))).read_bytes()
    fixtures = [path.read_bytes() for path in sorted(PROJECT.glob("fixtures/notices/*.txt"))]
    texts = [text for fixture in fixtures for text in (seed, fixture)]
    return [texts[i % len(texts)] + f"\n附注：第{i}份。\n".encode() for i in range(count)]


def fastest(work: Callable[[], object]) -> float:
    def timed() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return min(timed() for _ in range(ROUNDS))


def native(program: str, cells: List[bytes], jobs: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder, "in")
        files.mkdir()
        for i, cell in enumerate(cells):
            (files / f"{i:05}.txt").write_bytes(cell)
        command = [program, "batch", str(files), "--ndjson", f"{folder}/out.ndjson", "--jobs", str(jobs), "--force"]
        return fastest(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


def spark(cells: List[bytes], cores: int) -> float:
    import pyspark
    from pyspark.sql import SparkSession

    import gongwen.spark

    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local-cluster[{cores},1,1024]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.log.level", "ERROR").config("spark.ui.showConsoleProgress", "false")
    session = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "500").getOrCreate()
    import pyarrow.parquet

    with tempfile.TemporaryDirectory() as folder:
        table = pa.table({"content": pa.array(cells, pa.binary())})
        for i in range(0, len(cells), 250):
            pyarrow.parquet.write_table(table.slice(i, 250), f"{folder}/{i:06}.parquet")
        session.conf.set("spark.sql.files.maxPartitionBytes", "8m")
        parsed = gongwen.spark.parse(session.read.parquet(folder), "content")
        seconds = fastest(lambda: parsed.write.format("noop").mode("overwrite").save())
    session.stop()
    return seconds


def main() -> None:
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 4000
    cells = notices(count)
    table = pa.table({"content": pa.array(cells, pa.binary())})
    size = sum(map(len, cells)) / 1e6
    print(f"{count} notices, {size:.0f} MB; notices a second, fastest of {ROUNDS}")
    alone = 0.0
    for jobs in (1, 2):
        beside = count / native(program, cells, jobs)
        wheel = count / fastest(lambda: gongwen.parse_batch(table, jobs=jobs))
        print(f"jobs {jobs}: gongwen batch --ndjson {beside:7.0f}   parse_batch {wheel:7.0f}   {wheel / beside:.2f} x")
        if jobs == 1:
            alone = wheel
    ledger = count / fastest(lambda: gongwen.parse_batch(table, rows="tasks", jobs=1))
    single = count / fastest(lambda: [gongwen.parse(cell) for cell in cells])
    print(f"jobs 1: rows='tasks' {ledger:.0f}; parse, one by one {single:.0f}")
    cores = 2
    core = count / spark(cells, cores) / cores
    print(f"Spark, {cores} executors of a core: {core:.0f} a core; one process {alone:.0f}; {core / alone:.2f} x")


if __name__ == "__main__":
    main()
