"""Reads the ledgers of `gongwen export` with other people's readers. Usage: export.py FOLDER NUMBER_OF_TASKS"""

import csv
import datetime
import io
import pathlib
import sys

import icalendar
import openpyxl
import pyarrow as pa
import pyarrow.parquet
from dateutil.rrule import rrulestr

folder, tasks = pathlib.Path(sys.argv[1]), int(sys.argv[2])
assert tasks > 100, tasks


def read_csv():
    data = (folder / "ledger.csv").read_bytes()
    assert data.startswith("\ufeff序号".encode()), data[:20]
    text = data.decode("utf-8-sig")
    assert text.count("\r\n") >= tasks + 1
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == tasks, len(rows)
    assert all(None not in row and None not in row.values() for row in rows), "rows of one length"
    assert not any(value[:1] in "=+@\t\r" for row in rows for value in row.values() if value), "nothing that runs"
    return rows


def read_xlsx(rows):
    book = openpyxl.load_workbook(folder / "ledger.xlsx")
    assert book.sheetnames == ["任务台账", "量化目标", "完成时限", "检查结果"], book.sheetnames
    for sheet in book:
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == sheet.dimensions, sheet.title
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type != "f" and cell.hyperlink is None, cell.coordinate
    sheet = book["任务台账"]
    headings = [cell.value for cell in sheet[1]]
    assert headings == list(rows[0]), headings
    lines = list(sheet.iter_rows(min_row=2))
    assert len(lines) == tasks, len(lines)
    for line, row in zip(lines, rows):
        cells = dict(zip(headings, line))
        task, due, source = cells["重点任务"], cells["截止日期"], cells["来源"].value
        assert task.value == row["重点任务"].lstrip("'"), (task.value, row)
        assert task.comment.text.startswith(source + "\n") and source == row["来源"], task.comment
        assert task.alignment.wrap_text
        if row["截止日期"]:
            assert due.is_date and due.value.date().isoformat() == row["截止日期"].split("；")[-1], due.value
        else:
            assert due.value is None
    sheet = book["量化目标"]
    values = [cell for cell in sheet["F"][1:]]
    assert len(values) > 50 and all(cell.data_type == "n" for cell in values)
    assert any(cell.value == 81.6 and cell.number_format == "0.00" for cell in values), "81.60 shows as written"
    days = [cell for cell in book["完成时限"]["E"][1:] if cell.value is not None]
    assert len(days) > 20 and all(cell.is_date and isinstance(cell.value, datetime.datetime) for cell in days)
    assert book["检查结果"].max_row > 1
    assert book.properties.created == datetime.datetime(2000, 1, 1), book.properties.created


def read_ics():
    data = (folder / "ledger.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n")), "lines are folded at 75 octets"
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert len(events) > 20, len(events)
    assert len({str(event["UID"]) for event in events}) == len(events), "one UID an event"
    recurring = 0
    for event in events:
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        assert type(start) is datetime.date and end - start == datetime.timedelta(days=1), event
        assert event["SUMMARY"] and "来源：in/" in event["DESCRIPTION"], event
        assert event["DTSTAMP"].dt.tzinfo is not None
        if "RRULE" in event:
            recurring += 1
            noon = datetime.datetime.combine(start, datetime.time())
            rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=noon)
            assert rule[0] == noon and rule[1] > noon, "the first day is one of the rule"
    assert recurring == 2, recurring


def read_parquet(rows):
    path = folder / "ledger.parquet"
    if not path.exists():
        print("no parquet in this build")
        return
    file = pa.parquet.ParquetFile(path)
    schema, table = file.schema_arrow, file.read()
    assert table.num_rows == tasks, table.num_rows
    assert file.metadata.row_group(0).column(0).compression == "ZSTD"
    assert schema.field("issued_on").type == pa.date32()
    assert schema.field("section").type.value_type == pa.string()
    for name, fields in {
        "assignments": {"department": pa.string(), "leads": pa.bool_(), "span_start": pa.int32()},
        "targets": {"value": pa.string(), "by": pa.date32()},
        "deadlines": {"earliest": pa.date32(), "latest": pa.date32(), "inferred": pa.bool_()},
    }.items():
        kind = schema.field(name).type
        assert pa.types.is_list(kind) and pa.types.is_struct(kind.value_type), (name, kind)
        for field, expected in fields.items():
            assert kind.value_type.field(field).type == expected, (name, field)
    table.validate(full=True)
    for task, row in zip(table.to_pylist(), rows):
        assert f"{task['path']}:{task['line']}" == row["来源"], task
        leads = dict.fromkeys(a["department"] for a in task["assignments"] if a["leads"])
        assert "、".join(leads) == row["牵头单位"], task
        assert "；".join(dict.fromkeys(t["text"] for t in task["targets"])) == row["量化目标"], task
        days = sorted({d["latest"] for d in task["deadlines"] if d["latest"]})
        assert "；".join(map(str, days)) == row["截止日期"], task
    assert any(t["value"] == "81.60" for task in table.to_pylist() for t in task["targets"])


rows = read_csv()
read_xlsx(rows)
read_ics()
read_parquet(rows)
