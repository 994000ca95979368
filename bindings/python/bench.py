"""How many notices a second: the wheel beside the program, and Spark's cores beside one process.

    python bench.py PROGRAM [NOTICES]

PROGRAM is `gongwen`, built in the profile that the wheel was built in. Notices are the seed and the fixtures in turn, each with a small
edit, some 17 kB each. The fastest of three rounds counts; the program reads files and writes NDJSON, the wheel takes a column and
gives one.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Callable, List, NamedTuple, Tuple

import pyarrow as pa

import gongwen

PROJECT = Path(__file__).resolve().parents[2]
ROUNDS = 3


def notices(count: int) -> List[bytes]:
    seed = next(iter(sorted(PROJECT.glob("seeds/*.txt")))).read_bytes()
    fixtures = [path.read_bytes() for path in sorted(PROJECT.glob("fixtures/notices/*.txt"))]
    texts = [text for fixture in fixtures for text in (seed, fixture)]
    return [texts[i % len(texts)] + f"\n附注：第{i}份。\n".encode() for i in range(count)]


class Cost(NamedTuple):
    """Seconds on the clock, and of all cores."""

    clock: float
    cores: float


def cost(work: Callable[[], object]) -> Cost:
    def cores() -> float:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(u.ru_utime + u.ru_stime for u in used)

    before, start = cores(), time.perf_counter()
    work()
    return Cost(time.perf_counter() - start, cores() - before)


def least(costs: List[Cost]) -> Cost:
    return Cost(*(min(column) for column in zip(*costs)))


def fastest(work: Callable[[], object]) -> Cost:
    return least([cost(work) for _ in range(ROUNDS)])


def side_by_side(program: str, cells: List[bytes], table: pa.Table, jobs: int) -> Tuple[Cost, Cost]:
    """The program and the wheel, in turn, so that what else the machine does falls on both."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder, "in")
        files.mkdir()
        for i, cell in enumerate(cells):
            (files / f"{i:05}.txt").write_bytes(cell)
        command = [program, "batch", str(files), "--ndjson", f"{folder}/out.ndjson", "--jobs", str(jobs), "--force"]
        native, wheel = [], []
        for _ in range(ROUNDS):
            native.append(cost(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)))
            wheel.append(cost(lambda: gongwen.parse_batch(table, jobs=jobs)))
        return least(native), least(wheel)


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
        seconds = fastest(lambda: parsed.write.format("noop").mode("overwrite").save()).clock
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
        native, wheel = side_by_side(program, cells, table, jobs)
        for what, beside, own in (("clock", native.clock, wheel.clock), ("core", native.cores, wheel.cores)):
            rates = f"gongwen batch --ndjson {count / beside:7.0f}   parse_batch {count / own:7.0f}   {beside / own:.2f} x"
            print(f"jobs {jobs}, a second of the {what:5}: {rates}")
        if jobs == 1:
            alone = count / wheel.clock
    ledger = fastest(lambda: gongwen.parse_batch(table, rows="tasks", jobs=1))
    single = fastest(lambda: [gongwen.parse(cell) for cell in cells])
    print(f"jobs 1: rows='tasks' {count / ledger.clock:.0f}; parse, one by one {count / single.clock:.0f}")
    cores = 2
    core = count / spark(cells, cores) / cores
    print(f"Spark, {cores} executors of a core: {core:.0f} a core; one process {alone:.0f}; {core / alone:.2f} x")


if __name__ == "__main__":
    main()
