"""`parse` gives what the command line gives, typed and frozen."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
from dataclasses import FrozenInstanceError

import pytest

import gongwen

TEXT = "关于开展检查的通知\n甲办发〔2024〕3号\n各县：\n一、总体要求\n1、完成整改，办结率达到95%以上，6月底前办结。（市甲局牵头，市乙局配合）\n市政府\n2024年1月5日\n"


def test_the_json_is_that_of_the_program(fixtures, formats, program):
    for path in fixtures + formats:
        run = program("parse", path)
        notice = gongwen.parse(path)
        assert notice.to_json().encode() == run.out, path
        assert gongwen.parse(path.read_bytes(), name=path.name) == notice


def test_the_indented_json_is_that_of_the_program(fixtures, program):
    assert gongwen.parse(fixtures[0]).to_json(pretty=True).encode() == program("parse", fixtures[0], "--pretty").out


def test_spans_slice_the_text(formats):
    for path in formats:
        notice = gongwen.parse(path)
        for date in notice.dates:
            # Soft breaks aside, which are joined.
            covered = notice.text[date.span.start : date.span.end]
            assert "".join(covered.split()) == "".join(date.text.split()), path


def test_attributes_are_those_of_the_json():
    notice = gongwen.parse(TEXT)
    assert notice.to_dict() == json.loads(notice.to_json())
    assert notice.metadata.to_dict() == notice.to_dict()["metadata"]
    assert (notice.format, notice.version) == ("gongwen-notice", "1.0")
    task = notice.tasks[0]
    assert [(a.department, a.role, a.leads) for a in task.assignments] == [("市甲局", "lead", True), ("市乙局", "support", False)]
    assert notice.metadata.document_number.serial == 3
    assert (notice.targets[0].value, notice.targets[0].comparator) == ("95", "ge")
    assert notice.tasks is notice.tasks
    with pytest.raises(AttributeError, match="no attribute 'task'"):
        notice.task


def test_notices_are_values():
    one, other = gongwen.parse(TEXT), gongwen.parse(TEXT)
    assert one == other and hash(one) == hash(other) and one != gongwen.parse(TEXT + "附注")
    assert one.tasks == other.tasks and len({one.tasks[0], other.tasks[0]}) == 1
    assert pickle.loads(pickle.dumps(one)) == one and copy.deepcopy(one).text == TEXT
    with pytest.raises(FrozenInstanceError):
        one.tasks[0].text = "别的"
    with pytest.raises(FrozenInstanceError):
        one.tasks = ()


def test_what_is_shown_is_short():
    notice = gongwen.parse(TEXT)
    assert repr(notice) == "Notice('关于开展检查的通知', 1 tasks)"
    assert repr(notice.tasks[0]) == "Task('t1', '完成整改，办结率达到95%以上，6月底前办结。')"
    assert all(len(repr(value)) < 160 for value in (notice.metadata, notice.source, *notice.parts, *notice.dates, *notice.targets))


def test_options_are_those_of_the_command_line(tmp_path, program):
    text = "关于报送情况的通知\n各县：\n一、3月底前报送情况。（丙丁局牵头）\n联系人：张三，电话：010-12345678\n"
    file, organs = tmp_path / "a.txt", tmp_path / "organs.tsv"
    file.write_bytes(text.encode("gb18030"))
    organs.write_text("丙市丁局\t丙丁局\n", encoding="utf-8")
    options = ["--encoding", "gb18030", "--issued-on", "2024-01-05", "--lexicon", organs, "--no-contacts"]
    run = program("parse", file, *options)
    for day in ("2024-01-05", datetime.date(2024, 1, 5), datetime.datetime(2024, 1, 5, 9)):
        notice = gongwen.parse(file, encoding="gb18030", issued_on=day, lexicon=organs, contacts=False)
        assert notice.to_json().encode() == run.out
    assert notice.tasks[0].assignments[0].canonical == "丙市丁局" and not notice.metadata.contacts
    assert gongwen.parse(file).metadata.contacts[0].names == ("张三",)


def test_bytes_come_in_any_buffer():
    data = TEXT.encode()
    assert gongwen.parse(bytearray(data)) == gongwen.parse(memoryview(data)) == gongwen.parse(data)
    assert gongwen.parse(memoryview(data + b"  ")[::2][:0].tobytes() + data) == gongwen.parse(data)


def test_a_str_is_text_and_nothing_else():
    html = "<html><body><p>关于检查的通知</p></body></html>"
    assert gongwen.parse(html).source.media_type == "text/plain"
    assert gongwen.parse(html.encode()).source.media_type == "text/html"


def test_tasks_go_into_arrow():
    pytest.importorskip("pyarrow")
    notice = gongwen.parse(TEXT, name="甲.txt")
    (row,) = notice.to_arrow().to_pylist()
    assert (row["path"], row["document_number"], row["issued_on"]) == ("甲.txt", "甲办发〔2024〕3号", datetime.date(2024, 1, 5))
    assert [a["department"] for a in row["assignments"]] == ["市甲局", "市乙局"]
    assert row["deadlines"][0]["latest"] == datetime.date(2024, 6, 30)
    (whole,) = notice.to_arrow("notices").to_pylist()
    assert whole["json"] + "\n" == notice.to_json()
    assert whole["tasks"][0]["text"] == notice.tasks[0].text and whole["tasks"][0]["line"] == 5
