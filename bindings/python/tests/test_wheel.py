"""The wheel serves CPython 3.9 and later."""

from __future__ import annotations

import ast
import importlib.metadata
from pathlib import Path

import gongwen


def test_one_wheel_serves_all_versions():
    wheel = importlib.metadata.distribution("gongwen").read_text("WHEEL")
    assert wheel and "Tag: cp39-abi3-" in wheel
    assert importlib.metadata.metadata("gongwen")["Requires-Python"] == ">=3.9"
    assert importlib.metadata.version("gongwen") == gongwen.__version__


def test_no_syntax_is_newer():
    for path in Path(gongwen.__file__).parent.glob("*.py"):
        ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))


def test_parse_asks_for_no_package():
    required = importlib.metadata.requires("gongwen") or []
    assert required and all("extra ==" in line for line in required)
