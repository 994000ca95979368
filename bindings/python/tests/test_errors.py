"""Errors have the words of the command line, in both languages; nothing ends the interpreter."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

import gongwen
from gongwen import _native

PROJECT = Path(__file__).resolve().parents[3]


def test_words_are_those_of_the_program(tmp_path, program):
    files = {
        "empty.txt": (b"", {}, []),
        "binary.bin": (b"\x00\x01\x02\x03" * 9, {}, []),
        "damaged.docx": (b"PK\x03\x04[Content_Types].xml word/document.xml" * 3, {}, []),
        "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(64), {}, []),
        "broken.txt": ("通知\n".encode() + b"\xff\n", {"strict": True, "encoding": "utf-8"}, ["--strict", "--encoding", "utf-8"]),
        "fine.txt": ("通知\n".encode(), {"lexicon": tmp_path / "none.tsv"}, ["--lexicon", tmp_path / "none.tsv"]),
        "fine2.txt": ("通知\n".encode(), {"lexicon": tmp_path / "bad.tsv"}, ["--lexicon", tmp_path / "bad.tsv"]),
    }
    (tmp_path / "bad.tsv").write_text("\t甲\n", encoding="utf-8")
    for name, (data, _, _) in files.items():
        (tmp_path / name).write_bytes(data)
    cases = [(tmp_path / name, options, args) for name, (_, options, args) in files.items()]
    cases += [(tmp_path / "none.txt", {}, []), (tmp_path, {}, [])]
    cases += [(path, {}, []) for path in sorted(PROJECT.glob("fixtures/formats/case-encrypted.*"))]
    cases += [(PROJECT / "fixtures/formats/case-garbled.pdf", {"strict": True}, ["--strict"])]
    for path, options, args in cases:
        english = program("--lang", "en", "parse", path, *args)
        chinese = program("--lang", "zh", "parse", path, *args)
        assert english.code != 0, path
        with pytest.raises(gongwen.Error) as raised:
            gongwen.parse(path, **options)
        assert f"error: {raised.value}\n" == english.err
        assert f"错误: {raised.value.chinese}\n" == chinese.err


def test_kinds_tell_errors_apart(tmp_path):
    def kind(data, **options):
        with pytest.raises(gongwen.Error) as raised:
            gongwen.parse(data, **options)
        assert re.search("[\u4e00-\u9fff]", raised.value.chinese)
        return raised.value.kind

    assert kind(b"") == "input"
    assert kind(tmp_path / "none") == "read"
    assert kind(b"\xff\xfe\xff", encoding="utf-8", strict=True) == "encoding"
    assert kind(b"x", lexicon=tmp_path / "none") == "read"
    assert kind("通知" * 2_000_000, max_seconds=0.000001) == "time"
    assert kind(b"12345", max_bytes=4) == "input"
    for options in (
        {"encoding": "no-such"},
        {"issued_on": "2024-13-01"},
        {"max_seconds": 0.0},
        {"max_seconds": float("nan")},
        {"max_bytes": 0},
    ):
        assert kind(b"x", **options) == "argument", options
    assert kind("x", encoding="gbk") == "argument"
    assert kind(3) == "argument"
    assert kind(None) == "argument"
    assert kind("半个\ud800字") == "input"


def test_a_fault_of_the_program_is_an_exception():
    reading = _native.Reading(fault="甲 went wrong")
    with pytest.raises(gongwen.Error) as raised:
        _native.parse("甲 went wrong".encode(), False, None, reading)
    assert re.fullmatch(r"<bytes>: a fault of the program: 甲 went wrong \(.*reading\.rs:\d+:\d+\); please report it", str(raised.value))
    assert re.fullmatch(r"<bytes>：程序内部错误：甲 went wrong \(.*\)，请报告", raised.value.chinese)
    assert raised.value.kind == "panic"


def test_an_error_is_a_value_error_that_other_processes_can_be_told():
    with pytest.raises(ValueError) as raised:
        gongwen.parse(b"")
    again = pickle.loads(pickle.dumps(raised.value))
    assert (str(again), again.chinese, again.kind) == (str(raised.value), raised.value.chinese, "input")


def test_names_stand_in_messages():
    with pytest.raises(gongwen.Error, match="^甲.txt: the input is empty"):
        gongwen.parse(b"", name="甲.txt")
    with pytest.raises(gongwen.Error, match="^<str>: the input is empty"):
        gongwen.parse("")
