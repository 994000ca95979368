"""The package is typed, and its model is that of the JSON Schema."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

USE = '''
import pathlib
from typing import Optional
import gongwen
from gongwen.model import Assignment, Role

notice: gongwen.Notice = gongwen.parse(pathlib.Path("a.docx"), issued_on="2024-01-05")
first: Assignment = notice.tasks[0].assignments[0]
role: Role = first.role
number: Optional[str] = notice.metadata.document_number.text if notice.metadata.document_number else None
findings: list[gongwen.Finding] = gongwen.check(b"")
rows: int = gongwen.parse_batch(None, rows="tasks").num_rows
'''

WRONG = '''
import gongwen
gongwen.parse(3)
gongwen.parse("x").taks
gongwen.parse_batch(None, rows="nodes")
first: int = gongwen.parse("x").tasks[0].text
'''


def mypy(*args):
    return subprocess.run([sys.executable, "-m", "mypy", "--strict", *map(str, args)], capture_output=True, text=True)


def test_the_package_is_typed(tmp_path):
    pytest.importorskip("mypy")
    pytest.importorskip("pyarrow")
    lenient = tmp_path / "mypy.ini"
    lenient.write_text("[mypy]\n[mypy-pyarrow.*]\nignore_missing_imports = True\n[mypy-pyspark.*]\nignore_missing_imports = True\nfollow_imports = skip\n")
    (tmp_path / "use.py").write_text(USE)
    (tmp_path / "wrong.py").write_text(WRONG)
    cache = ["--cache-dir", tmp_path / "cache", "--config-file", lenient]
    done = mypy(*cache, "-p", "gongwen")
    assert done.returncode == 0, done.stdout
    done = mypy(*cache, tmp_path / "use.py")
    assert done.returncode == 0, done.stdout
    done = mypy(*cache, tmp_path / "wrong.py")
    assert "Found 4 errors" in done.stdout, done.stdout


def test_the_model_is_that_of_the_schema():
    generate = Path(__file__).resolve().parents[1] / "generate.py"
    done = subprocess.run([sys.executable, str(generate), "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_parse_needs_no_pyarrow():
    script = """
import sys
sys.modules["pyarrow"] = None
import gongwen
notice = gongwen.parse("关于检查的通知\\n1、整改。（市甲局牵头）\\n")
assert notice.tasks[0].assignments[0].leads and gongwen.check(b"x") is not None
for work in (lambda: gongwen.parse_batch(None), lambda: gongwen.schema(), notice.to_arrow):
    try:
        work()
    except ModuleNotFoundError as error:
        assert "pip install 'gongwen[arrow]'" in str(error), error
    else:
        raise AssertionError
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
