"""What the tests share: the project's made-up notices, and the program whose words and bytes these must be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable, List, NamedTuple

import pytest

PROJECT = Path(__file__).resolve().parents[3]


class Run(NamedTuple):
    code: int
    out: bytes
    err: str


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With `CI_PYTHON=required` nothing may be passed over but Ray, which is not made for every Python."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = [report for report in reporter.stats.get("skipped", []) if "'ray'" not in str(report.longrepr)]
    if skipped and os.environ.get("CI_PYTHON") == "required":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def fixtures() -> List[Path]:
    """The notices of the project."""
    return sorted(PROJECT.glob("fixtures/notices/*.txt")) + sorted(PROJECT.glob("seeds/*.txt"))


@pytest.fixture(scope="session")
def formats() -> List[Path]:
    """Files of other formats than text."""
    endings = {".docx", ".pdf", ".ofd", ".doc", ".wps", ".xlsx", ".xls", ".html"}
    return sorted(path for path in PROJECT.glob("fixtures/formats/0*") if path.suffix in endings)


@pytest.fixture(scope="session")
def many(fixtures: List[Path]) -> Callable[[int], List[bytes]]:
    """So many notices, no two alike, of some 1.7 kB each."""
    texts = [path.read_bytes() for path in fixtures if path.parent.name == "notices"]
    return lambda n: [texts[i % len(texts)] + f"\n附注：第{i}份。\n".encode() for i in range(n)]


@pytest.fixture(scope="session")
def program() -> Callable[..., Run]:
    """Runs the program of the command line: `GONGWEN_PROGRAM`, or what cargo built last."""
    named = os.environ.get("GONGWEN_PROGRAM")
    built = [PROJECT / "target" / profile / "gongwen" for profile in ("release", "wheel", "debug")]
    found = [Path(named)] if named else sorted((p for p in built if p.exists()), key=lambda p: -p.stat().st_mtime)
    if not found:
        pytest.skip("no program beside the wheel: cargo build, or set GONGWEN_PROGRAM")

    def run(*args: object) -> Run:
        done = subprocess.run([str(found[0]), *map(str, args)], capture_output=True, timeout=300)
        return Run(done.returncode, done.stdout, done.stderr.decode())

    return run


@pytest.fixture(scope="session")
def spark():
    """A master with two executors of a core each, in processes of their own."""
    pyspark = pytest.importorskip("pyspark")
    pytest.importorskip("pandas")
    if shutil.which("java") is None:
        pytest.skip("no Java beside pyspark")
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "500",
        "spark.log.level": "ERROR",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local-cluster[2,1,1024]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="session")
def ray():
    """Ray on this machine alone."""
    ray = pytest.importorskip("ray")
    ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False, configure_logging=False)
    yield ray
    ray.shutdown()
