"""Reads loaded databases with other people's readers. Usage: database.py sqlite FILE | database.py psql ADDRESS"""

import csv
import io
import json
import sqlite3
import subprocess
import sys

kind, address = sys.argv[1:]
csv.field_size_limit(1 << 26)


def query(sql):
    """The rows of a query as dictionaries of text."""
    if kind == "sqlite":
        connection = sqlite3.connect(f"file:{address}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        return [{k: "" if row[k] is None else str(row[k]) for k in row.keys()} for row in connection.execute(sql)]
    said = subprocess.run(["psql", "-X", "--csv", "-c", sql, address], check=True, capture_output=True).stdout
    return list(csv.DictReader(io.StringIO(said.decode(), newline="")))


notices = query("SELECT notice, text, model FROM sources ORDER BY notice")
assert len(notices) == int(query("SELECT count(*) AS n FROM files")[0]["n"]) > 10
leads, shares_in_all = 0, 0
for row in notices:
    of, text, model = row["notice"], row["text"], json.loads(row["model"])
    assert len(text) == model["source"]["chars"]
    tasks = query(f"SELECT * FROM tasks WHERE notice = {of}")
    assert {t["id"]: t["text"] for t in tasks} == {t["id"]: t["text"] for t in model["tasks"]}
    shares = query(
        "SELECT a.task, a.department, a.leads, substr(s.text, CAST(a.span_start AS int) + 1, CAST(a.span_end - a.span_start AS int)) AS cut"
        f" FROM assignments a JOIN sources s ON s.notice = a.notice WHERE a.notice = {of} ORDER BY a.task, a.seq"
    )
    assert len(shares) == sum(len(t["assignments"]) for t in model["tasks"])
    # A name may be broken by a line's end; nothing else stands between its characters.
    assert all("".join(s["cut"].split()) == "".join(s["department"].split()) for s in shares), of
    leads += sum(a["leads"] for t in model["tasks"] for a in t["assignments"])
    shares_in_all += len(shares)
seen = query("SELECT department, role, leads, title, path, line FROM department_tasks")
assert len(seen) == shares_in_all, (len(seen), shares_in_all)
assert sum(r["leads"] in ("1", "t") for r in seen) == leads > 10
assert all(r["department"] and r["path"] and int(r["line"]) > 0 for r in seen)
due = [r["due"] for r in query("SELECT due FROM deadlines WHERE due IS NOT NULL ORDER BY due")]
assert len(due) > 10 and due == sorted(due) and all(len(d) == 10 for d in due)
assert query("SELECT indicator, value, unit FROM indicator_targets WHERE indicator = '制造业质量竞争力指数'")[0]["value"] == "84.5"
missing = {r["number"] for r in query("SELECT * FROM missing_documents")}
assert missing - {""} and not missing & {r["document_number"] for r in query("SELECT document_number FROM notices")} - {""}
print(f"{kind}: {len(notices)} notices, {len(seen)} shares in tasks, {len(due)} deadlines")
