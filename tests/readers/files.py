"""What other people's readers make of files: one JSON object of each file's text, by its name.

`files.py FILE...`; a file whose reader is not installed is left out. Automatic numbers are not in what python-docx gives.
`files.py --time SECONDS FILE...` prints the seconds that one reading of all the files takes inside this process, without its start.
"""

import html.parser
import io
import json
import re
import shutil
import subprocess
import sys
import time
import zipfile


def pdf(path):
    return subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, check=True).stdout.decode("utf-8", "replace")


def docx(path):
    import docx as python_docx
    from docx.oxml.ns import qn

    body = python_docx.Document(path).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def doc(path):
    # Wide lines, so that tables are not folded.
    return subprocess.run(["antiword", "-m", "UTF-8.txt", "-w", "0", path], capture_output=True, check=True).stdout.decode("utf-8", "replace")


def xlsx(path):
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
    return "\n".join(str(c) for s in sheets for row in s.iter_rows(values_only=True) for c in row if c is not None)


def xls(path):
    import xlrd

    book = xlrd.open_workbook(path)
    sheets = [s for s in book.sheets() if s.visibility == 0]
    return "\n".join(str(s.cell_value(r, c)) for s in sheets for r in range(s.nrows) for c in range(s.ncols))


def ofd(path):
    # No kept reader of OFD is known: the characters of the pages, in whatever order.
    with zipfile.ZipFile(path) as package:
        pages = [n for n in package.namelist() if re.search(r"Pages/.*\.xml$", n)]
        return "\n".join("".join(re.findall(r"<(?:\w+:)?TextCode[^>]*>([^<]*)<", package.read(n).decode("utf-8"))) for n in pages)


class Body(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.text, self.hidden = io.StringIO(), 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style", "title")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style", "title")

    def handle_data(self, data):
        if not self.hidden:
            self.text.write(data)


def page(path):
    raw = open(path, "rb").read()
    for encoding in ("utf-8", "gb18030"):
        try:
            decoded = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            decoded = raw.decode("gb18030", "replace")
    body = Body()
    body.feed(decoded)
    return body.text.getvalue()


READERS = {"pdf": pdf, "docx": docx, "doc": doc, "wps": doc, "xlsx": xlsx, "xls": xls, "ofd": ofd, "html": page, "htm": page}


def main(paths):
    texts = {}
    for path in paths:
        reader = READERS.get(path.rsplit(".", 1)[-1].lower())
        try:
            texts[path] = reader(path)
        except (ImportError, FileNotFoundError) as missing:
            print(f"skipped: {path}: {missing}", file=sys.stderr)
        except Exception as error:  # What the other reader cannot read says nothing of ours.
            print(f"unread: {path}: {error}", file=sys.stderr)
    json.dump(texts, sys.stdout, ensure_ascii=False)


def timed(seconds, paths):
    reader = READERS[paths[0].rsplit(".", 1)[-1].lower()]
    best, until = None, time.monotonic() + seconds
    while best is None or time.monotonic() < until:
        start = time.monotonic()
        for path in paths:
            try:
                reader(path)
            except ImportError:
                raise
            except Exception:  # What it cannot read costs it less.
                pass
        took = time.monotonic() - start
        best = took if best is None else min(best, took)
    print(best)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--time"]:
        timed(float(sys.argv[2]), sys.argv[3:])
    else:
        main(sys.argv[1:])
