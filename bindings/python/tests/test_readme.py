"""The examples of both READMEs run; one whose package is not installed is passed over."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.M | re.S)
EXAMPLES = [
    pytest.param(block, id=f"{readme}:{number}")
    for readme in ("README.md", "README.zh-CN.md")
    for number, block in enumerate(BLOCK.findall((HERE / readme).read_text(encoding="utf-8")), 1)
]


@pytest.mark.parametrize("block", EXAMPLES)
def test_an_example_runs(block, request):
    for package in re.findall(r"^import (\w+)", block, re.M):
        pytest.importorskip(package)
    scope = {"__name__": "example"}
    if block.startswith("# pyspark\n"):
        scope["spark"] = request.getfixturevalue("spark")
        scope["folder"] = str(request.getfixturevalue("tmp_path"))
        for file in sorted((HERE.parents[1] / "fixtures/formats").glob("01-tasks.*.docx")):
            shutil.copy(file, scope["folder"])
    if block.startswith("# ray\n"):
        request.getfixturevalue("ray")
    exec(compile(block, "README", "exec"), scope)


def test_both_languages_have_the_same_examples():
    english, chinese = ([len(b.splitlines()) for b in BLOCK.findall((HERE / f).read_text(encoding="utf-8"))] for f in ("README.md", "README.zh-CN.md"))
    assert english == chinese and len(english) == 6
