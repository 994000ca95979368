"""`parse_batch`: a row for each cell, in order, whatever stands in it."""

from __future__ import annotations

import json
import re
import signal
import threading
import time

import pytest

import gongwen
from gongwen import _arrow, _native

pa = pytest.importorskip("pyarrow")

TEXT = "关于检查的通知\n1、整改，6月底前办结。（市甲局牵头，市乙局配合）\n2、总结。（市丙局负责）\n市政府\n2024年1月5日\n"


def errors(made):
    return made.column("error").to_pylist()


def test_rows_are_what_parse_gives(fixtures, formats):
    paths = fixtures + formats
    table = pa.table({"path": [str(p) for p in paths], "content": [p.read_bytes() for p in paths]})
    made = gongwen.parse_batch(table, "content", names="path", keep=["path"])
    assert isinstance(made, pa.RecordBatch)
    assert made.schema.remove(0) == gongwen.schema() and made.schema.names[0] == "path"
    assert made.column("row").to_pylist() == list(range(len(paths))) and errors(made) == [None] * len(paths)
    for path, row in zip(paths, made.to_pylist()):
        notice = gongwen.parse(path)
        assert row["json"] + "\n" == notice.to_json()
        own = {name: value for name, value in row.items() if name not in ("row", "path", "error", "error_kind")}
        assert own == notice.to_arrow("notices").to_pylist()[0]
        agrees(row, notice)


def agrees(row, notice):
    """The columns say what the objects say."""
    head = notice.metadata
    assert row["title"] == (head.title and head.title.text)
    assert row["issuers"] == [text.text for text in head.issuers]
    assert str(row["issued_on"]) == str(head.issued_on and head.issued_on.latest)
    assert (row["name"], row["sha256"], row["chars"]) == (notice.source.name, notice.source.sha256, notice.source.chars)
    for column, items in (("tasks", notice.tasks), ("targets", notice.targets), ("dates", notice.dates), ("references", notice.references)):
        assert [item["id"] for item in row[column]] == [item.id for item in items]
        assert [item["text"] for item in row[column]] == [item.text for item in items]
        assert [(i["span_start"], i["span_end"]) for i in row[column]] == [(i.span.start, i.span.end) for i in items]
    for made, task in zip(row["tasks"], notice.tasks):
        assert [(a["department"], a["role"], a["leads"]) for a in made["assignments"]] == [(a.department, a.role, a.leads) for a in task.assignments]
        assert (made["section"], made["target_ids"]) == (list(task.section), list(task.target_ids))
        assert made["line"] == notice.text[: task.span.start].count("\n") + 1
    assert [(d["name"], d["lead"], d["variants"]) for d in row["departments"]] == [
        (d.name, d.counts.lead, list(d.variants)) for d in notice.departments
    ]
    assert [d["code"] for d in row["diagnostics"]] == [d.code for d in notice.diagnostics]
    assert [a["title"] for a in row["attachments"]] == [a.title for a in notice.attachments]
    assert [c["phones"] for c in row["contacts"]] == [list(c.phones) for c in head.contacts]


def test_json_is_that_of_the_native_batch(many, program, tmp_path):
    cells = many(500)
    folder = tmp_path / "in"
    folder.mkdir()
    for i, cell in enumerate(cells):
        (folder / f"{i:05}.txt").write_bytes(cell)
    assert program("batch", folder, "--ndjson", tmp_path / "out.ndjson").code == 0
    table = pa.table({"name": [f"{i:05}.txt" for i in range(len(cells))], "content": cells})
    made = gongwen.parse_batch(table, "content", names="name")
    assert "".join(line + "\n" for line in made.column("json").to_pylist()).encode() == (tmp_path / "out.ndjson").read_bytes()


def test_a_row_a_task_is_the_ledger():
    made = gongwen.parse_batch(pa.table({"n": [5, 6, 7], "t": [TEXT, "没有任务的话。\n", TEXT]}), "t", rows="tasks", keep=["n"])
    assert made.schema.remove(0) == gongwen.schema("tasks")
    assert made.column("n").to_pylist() == [5, 5, 7, 7] and made.column("row").to_pylist() == [0, 0, 2, 2]
    assert made.column("text").to_pylist() == ["整改，6月底前办结。", "总结。"] * 2
    assert made.column("path").null_count == 4
    named = gongwen.parse_batch(pa.table({"path": ["甲/a.txt"], "t": [TEXT]}), "t", rows="tasks", names="path", keep=["path"])
    ledger = gongwen.parse(TEXT, name="甲/a.txt").to_arrow()
    assert named.select(ledger.schema.names).to_pylist() == ledger.to_pylist()


@pytest.mark.parametrize("rows", ["notices", "tasks"])
@pytest.mark.parametrize("jobs", [1, 2, 7])
def test_a_bad_cell_is_a_row(rows, jobs):
    good = TEXT.encode()
    cells = [good, None, b"", good, b"\x00\x01\x02\x03", b"%PDF-1.7 nothing", good * 3, b"\x89PNG\r\n\x1a\n" + bytes(64), good] * 9
    made = gongwen.parse_batch(pa.table({"c": cells}), rows=rows, jobs=jobs, max_bytes=2 * len(good))
    said = {row["row"]: (row["error_kind"], row["error"]) for row in made.to_pylist()}
    assert list(said) == list(range(len(cells)))
    for row, cell in enumerate(cells):
        kind, error = said[row]
        assert (kind, error) == (None, None) if cell == good else kind == "input" and error.startswith("<cell>: "), error
    assert said[1][1] == "<cell>: null; expected a notice"
    assert said[2][1] == "<cell>: the input is empty; expected the text of a notice"
    assert said[6][1] == f"<cell>: larger than {2 * len(good)} bytes; expected at most that"
    bad = [row for row in made.to_pylist() if row["error"]]
    assert all(value is None for row in bad for name, value in row.items() if name not in ("row", "error", "error_kind"))


def test_errors_come_in_chinese_and_with_names():
    table = pa.table({"name": ["甲/乙.txt", None], "content": pa.array([b"", b""], pa.large_binary())})
    assert errors(gongwen.parse_batch(table, "content", names="name", lang="zh")) == [
        "甲/乙.txt：输入为空，此处应为公文正文",
        "<cell>：输入为空，此处应为公文正文",
    ]


def test_a_cell_over_the_limit_is_a_row():
    huge = pa.array([b"x" * (gongwen.MAX_BYTES + 1), TEXT.encode()], pa.large_binary())
    made = gongwen.parse_batch(pa.table({"c": huge}))
    assert errors(made) == [f"<cell>: larger than {gongwen.MAX_BYTES} bytes; expected at most that", None]


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_fault_of_the_program_is_a_row_and_its_neighbours_are_read(jobs):
    reading = _native.Reading(fault="出错处")
    cells = [TEXT, TEXT + "出错处\n", TEXT] * 40
    table = pa.table({"c": cells})
    made = _arrow.parse_cells(table, "c", "notices", [], None, jobs, "en", reading, False)
    assert made.column("error_kind").to_pylist() == [None, "panic", None] * 40
    assert re.fullmatch(r"<cell>: a fault of the program: 出错处 \(.*reading\.rs:\d+:\d+\); please report it", errors(made)[1])
    sound = gongwen.parse(TEXT).to_json()
    assert {row + "\n" for row in made.column("json").to_pylist() if row} == {sound}


def test_a_cell_over_its_time_is_a_row_and_its_neighbours_are_read():
    cells = [TEXT, "通知" * 4_000_000, TEXT]
    made = gongwen.parse_batch(pa.table({"c": cells}), max_seconds=0.05)
    assert made.column("error_kind").to_pylist() == [None, "time", None]
    assert errors(made)[1] == "<cell>: not read within 0.05 s; expected less (--max-seconds)"


def test_every_kind_of_column_is_read():
    cells = [TEXT, None, TEXT + "附注"]
    data = [cell and cell.encode() for cell in cells]
    expected = gongwen.parse_batch(pa.table({"c": cells}), "c")
    kinds = [pa.string(), pa.large_string(), pa.binary(), pa.large_binary(), pa.dictionary(pa.int8(), pa.string())]
    kinds += [getattr(pa, name)() for name in ("string_view", "binary_view") if hasattr(pa, name)]
    for kind in kinds:
        values = data if "binary" in str(kind) else cells
        table = pa.table({"n": [1, 2, 3], "c": pa.array(values, kind)})
        assert gongwen.parse_batch(table, "c").equals(expected), kind
        assert gongwen.parse_batch(table.to_batches()[0], "c").equals(expected)
        assert gongwen.parse_batch(table).equals(expected)
        pieces = pa.concat_tables([table.slice(0, 1), table.slice(1, 0), table.slice(1, 2)])
        assert gongwen.parse_batch(pieces, "c").equals(expected)
        assert gongwen.parse_batch(table.slice(2, 1), "c").column("json")[0].as_py() == expected.column("json")[2].as_py()
    same = TEXT.encode()
    fixed = pa.table({"c": pa.array([same, same], pa.binary(len(same)))})
    assert gongwen.parse_batch(fixed).column("json")[1].as_py() == expected.column("json")[0].as_py()
    assert errors(gongwen.parse_batch(pa.table({"c": pa.nulls(2)}), "c")) == ["<cell>: null; expected a notice"] * 2


def test_what_is_no_text_in_a_column_of_text_is_a_row():
    wrong = pa.array([TEXT.encode(), TEXT.encode("gb18030")], pa.binary()).view(pa.string())
    made = gongwen.parse_batch(pa.table({"c": wrong}), "c")
    assert errors(made) == [None, "<cell>: the text is not UTF-8 at byte 0; expected a column of binary for bytes in another encoding"]


def test_nothing_gives_nothing():
    for table in (pa.table({"c": pa.array([], pa.string())}), pa.table({"c": pa.chunked_array([], pa.binary())})):
        for rows in ("notices", "tasks"):
            made = gongwen.parse_batch(table, "c", rows=rows, keep=["c"])
            assert made.num_rows == 0 and made.schema.remove(0) == gongwen.schema(rows)


def test_a_wrong_column_is_named():
    table = pa.table({"n": [1], "t": ["x"], "b": [b"x"], "id": ["x"]})
    cases = [
        (dict(column="n"), "column 'n': this is a column of int64; expected binary (a file's bytes) or string (text)"),
        (dict(column="z"), "column 'z': not in the table; expected one of n, t, b, id"),
        (dict(), "expected the name of the column of notices: columns of binary or string are: t, b, id"),
        (dict(column="t", names="n"), "column 'n': this is a column of int64; expected binary (a file's bytes) or string (text)"),
        (dict(column="t", names="b"), "names: the column 'b' is of binary; expected string"),
        (dict(column="t", keep=["z"]), "column 'z': not in the table; expected one of n, t, b, id"),
        (dict(column="t", keep=["id"], rows="tasks"), "keep: the column 'id' is there already; rename it first"),
        (dict(column="t", keep=["n", "n"]), "keep: the column 'n' is there already; rename it first"),
        (dict(column="t", encoding="gbk"), "encoding: the column 't' holds text, which has been decoded; expected a column of binary"),
        (dict(column="t", rows="nodes"), 'rows: "nodes"; expected notices or tasks'),
        (dict(column="t", lang="fr"), "lang: 'fr'; expected en or zh"),
        (dict(column="t", jobs=0), "jobs: 0; expected at least 1"),
        (dict(column="t", max_bytes=-1), "max_bytes: -1; expected at least 1"),
    ]
    for options, said in cases:
        with pytest.raises(gongwen.Error) as raised:
            gongwen.parse_batch(table, **options)
        assert (str(raised.value), raised.value.kind) == (said, "argument")
        assert any("一" <= c <= "龥" for c in raised.value.chinese)
    with pytest.raises(gongwen.Error, match="found list"):
        gongwen.parse_batch([b"x"])
    twice = pa.Table.from_arrays([pa.array(["x"]), pa.array(["y"])], names=["c", "c"])
    with pytest.raises(gongwen.Error, match="column 'c': there are 2; expected one"):
        gongwen.parse_batch(twice, "c")


def test_the_interpreter_runs_on_meanwhile(many):
    table = pa.table({"c": many(2000)})
    seen, done = [], threading.Event()

    def count():
        while not done.is_set():
            seen.append(time.perf_counter())
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    start = time.perf_counter()
    gongwen.parse_batch(table, jobs=1)
    took = time.perf_counter() - start
    done.set()
    thread.join()
    # With the lock held throughout there would be none.
    assert sum(start < at < start + took for at in seen) > took / 0.05


def test_a_run_can_be_interrupted(many):
    table = pa.table({"c": many(2000) * 20})
    main = threading.main_thread().ident
    # A shell that starts this in the background has the signal ignored, and Python leaves it so.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.3, lambda: signal.pthread_kill(main, signal.SIGINT))
    start = time.perf_counter()
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            gongwen.parse_batch(table, jobs=1)
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.perf_counter() - start < 3


def test_many_threads_read_at_once(many):
    cells = many(200)
    expected = gongwen.parse_batch(pa.table({"c": cells}))
    made = [None] * 8
    threads = [threading.Thread(target=lambda i=i: made.__setitem__(i, gongwen.parse_batch(pa.table({"c": cells}), jobs=2))) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(batch.equals(expected) for batch in made)


def test_json_of_a_row_is_the_notice(many):
    made = gongwen.parse_batch(pa.table({"c": many(3)}))
    for row, cell in zip(made.to_pylist(), many(3)):
        assert json.loads(row["json"]) == gongwen.parse(cell).to_dict()
