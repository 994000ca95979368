"""What is known about a notice, in the names of its JSON. Written by generate.py from the JSON Schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Optional, Tuple

from ._record import Record

Basis = Literal["clause", "label", "table"]
"""How an assignment is stated."""

Change = Literal["level", "increase", "decrease"]
"""What the value measures."""

Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]
"""How a target's value binds."""

MarkerStyle = Literal["book", "chapter", "section", "article", "hanzi", "bracketed_hanzi", "arabic", "bracketed_arabic", "half_bracketed_arabic", "enclosed", "decimal", "enumerated", "letter"]
"""A family of numbering."""

NodeKind = Literal["section", "item", "article", "paragraph", "table"]
"""What a node of the outline is."""

PartKind = Literal["cover", "enclosure", "attachment"]
"""What a part of a document is."""

Relation = Literal["on", "by", "from", "during", "after"]
"""How a date bounds what stands beside it."""

Role = Literal["lead", "responsible", "support", "joint", "guide", "supervise"]
"""What an assignment asks of an organ."""

Severity = Literal["info", "warning", "error"]
"""How serious a diagnostic is."""

SignatureKind = Literal["signature", "seal"]
"""What a signature is."""


@dataclass(frozen=True, repr=False)
class Source(Record):
    """What was read."""

    name: Optional[str]
    """The file's name without its folder; null for standard input."""
    media_type: str
    """The media type of the format that the content shows: `text/plain`, `application/pdf` …"""
    encoding: str
    """The WHATWG name of the encoding that the bytes were read in, or that the texts in a container have; UTF-8
    where it has none of its own.
    """
    bytes: int
    """Length of the input in bytes."""
    chars: int
    """Length of the source text in scalar values."""
    sha256: str
    """SHA-256 of the input bytes, hexadecimal."""
    locations: Tuple[Location, ...]
    """Where each line of the source text stood in the file, in order; empty for plain text, which stands where
    it is.
    """
    restored: Tuple[Restored, ...]
    """Characters that the file has in another form than the source text."""
    signatures: Tuple[Signature, ...]
    """Signatures and seals in the file. They are named, and never verified."""
    embedded: Tuple[Embedded, ...]
    """Files inside the file. They are not read."""


@dataclass(frozen=True, repr=False)
class Location(Record):
    """Where a line of the source text stood."""

    span: Span
    """The line in the source text."""
    apart: bool
    """Whether it is set apart from the running text: a header, footer, page number, footnote, a page's
    navigation.
    """
    entry: Optional[str]
    """The entry of the container: `word/document.xml`, the name of a sheet."""
    page: Optional[int]
    """Page, from 1."""
    bounds: Optional[Bounds]
    """The box around it on the page."""
    paragraph: Optional[int]
    """Paragraph of its part, from 1, those in cells counted."""
    table: Optional[int]
    """Table of the file, from 1, that the line is a row of."""
    cell: Optional[str]
    """The first cell in it, as a spreadsheet names cells: `B3`."""


@dataclass(frozen=True, repr=False)
class Span(Record):
    """A half-open range of Unicode scalar values of the source text, as in W3C `TextPositionSelector`."""

    start: int
    """The first scalar value inside."""
    end: int
    """The first scalar value behind."""


@dataclass(frozen=True, repr=False)
class Bounds(Record):
    """A box on a page, in hundredths of a millimetre from the page's upper left corner."""

    left: int
    """Left edge."""
    top: int
    """Upper edge."""
    right: int
    """Right edge."""
    bottom: int
    """Lower edge."""


@dataclass(frozen=True, repr=False)
class Restored(Record):
    """Characters that the file has in another form: `⼯` for `工`."""

    span: Span
    """Where they stand in the source text."""
    raw: str
    """What the file has there."""


@dataclass(frozen=True, repr=False)
class Signature(Record):
    """A signature or seal, which is not verified."""

    kind: SignatureKind
    """What it is."""
    name: Optional[str]
    """Whose it is, or what made it, as the file has it."""
    signed_at: Optional[str]
    """When, as the file has it."""
    page: Optional[int]
    """The page that it stands on, from 1."""
    verified: bool
    """Always false: nothing is verified."""


@dataclass(frozen=True, repr=False)
class Embedded(Record):
    """A file inside the file."""

    name: str
    """Its name."""
    bytes: Optional[int]
    """Its length in bytes, where the file tells it."""


@dataclass(frozen=True, repr=False)
class Metadata(Record):
    """The elements of a document; null or empty where the text has none."""

    title: Optional[Text]
    """Title, 标题."""
    kind: Optional[Text]
    """Kind of document, 文种: 通知, 意见, 方案 …"""
    document_number: Optional[DocumentNumber]
    """Document number, 发文字号."""
    issuers: Tuple[Text, ...]
    """Issuing organs, 发文机关署名."""
    recipients: Tuple[Text, ...]
    """Main recipients, 主送机关."""
    issued_on: Optional[Date]
    """Date of issue, 成文日期."""
    signatories: Tuple[Text, ...]
    """Signatories, 签发人."""
    copied_to: Tuple[Text, ...]
    """Copied to, 抄送机关."""
    printed_by: Optional[Text]
    """Printer, 印发机关."""
    printed_on: Optional[Date]
    """Print date, 印发日期."""
    classification: Optional[Text]
    """Classification and its term, 密级和保密期限."""
    urgency: Optional[Text]
    """Urgency, 紧急程度."""
    copy_number: Optional[Text]
    """Copy number, 份号."""
    disclosure: Optional[Text]
    """The note on disclosure, 附注: 此件公开发布 …"""
    contacts: Tuple[Contact, ...]
    """Whom to ask, 联系人."""
    index_number: Optional[Text]
    """The number of the document in the register of public information, 索引号; only a page's own table of metadata
    has it.
    """
    topic: Optional[Text]
    """What the document is about, 主题分类; as the number."""
    published_on: Optional[Date]
    """When the page was published, 发布日期; as the number."""


@dataclass(frozen=True, repr=False)
class Text(Record):
    """A piece of the source text."""

    text: str
    """What the span covers."""
    span: Span
    """Where it stands."""


@dataclass(frozen=True, repr=False)
class DocumentNumber(Record):
    """A document number, 发文字号: 川委发〔2018〕6号."""

    text: str
    """As written."""
    span: Span
    """Where it stands."""
    agency: Optional[str]
    """The issuer's code, 机关代字: 川委发."""
    year: Optional[int]
    """The year between the brackets."""
    serial: Optional[int]
    """The serial number."""


@dataclass(frozen=True, repr=False)
class Date(Record):
    """A date, period or deadline."""

    id: str
    """`d1`, `d2` …"""
    node: Optional[str]
    """Where in the outline."""
    text: str
    """As written, with the words that bound it."""
    span: Span
    """Where it stands."""
    edtf: Optional[str]
    """Extended Date/Time Format (ISO 8601-2): 2018-06-30, 2018, 2018/2020, 2018-33, 2018-40; null where nothing
    absolute is said.
    """
    earliest: Optional[str]
    """The first day that the words allow, ISO 8601."""
    latest: Optional[str]
    """The last day that the words allow."""
    relation: Relation
    """How it bounds."""
    recurrence: Optional[str]
    """An RFC 5545 RRULE."""
    inferred: bool
    """Whether the year was taken from elsewhere."""


@dataclass(frozen=True, repr=False)
class Contact(Record):
    """Whom to ask."""

    organization: Optional[str]
    """The organ or office that the person works for."""
    names: Tuple[str, ...]
    """People."""
    phones: Tuple[str, ...]
    """Telephone numbers as written."""
    emails: Tuple[str, ...]
    """E-mail addresses."""
    span: Span
    """Where all of it stands."""


@dataclass(frozen=True, repr=False)
class Part(Record):
    """The cover letter, an enclosed document or an attachment."""

    id: str
    """`p1`, `p2` …"""
    kind: PartKind
    """What it is."""
    number: Optional[int]
    """The number of an attachment."""
    title: Optional[Text]
    """Its own title."""
    span: Span
    """All of it."""
    nodes: Tuple[Node, ...]
    """Its outline."""


@dataclass(frozen=True, repr=False)
class Node(Record):
    """A numbered heading or item, or a paragraph."""

    id: str
    """`n1`, `n2` …"""
    kind: NodeKind
    """What it is."""
    depth: int
    """How many numbered ancestors it has in its part, and one."""
    marker: Optional[Marker]
    """Its number."""
    heading: Optional[Text]
    """The run-in or stand-alone heading, without the marker."""
    text: str
    """Its own text behind the marker, heading included, children excluded."""
    span: Span
    """From its marker to the end of its own text."""
    children: Tuple[Node, ...]
    """What stands below it."""


@dataclass(frozen=True, repr=False)
class Marker(Record):
    """The number in front of a node."""

    text: str
    """As written: 一、"""
    ordinal: int
    """Its value; 0 where the number is missing from its brackets."""
    style: MarkerStyle
    """Its family."""


@dataclass(frozen=True, repr=False)
class Task(Record):
    """A unit of work to which the document assigns somebody."""

    id: str
    """`t1`, `t2` …"""
    node: str
    """The item or table."""
    part: str
    """The part."""
    ordinal: Optional[str]
    """The item's marker or the row's 序号."""
    section: Tuple[str, ...]
    """Markers and headings of the sections above, from the outermost."""
    text: str
    """The item's own text and that of its unnumbered paragraphs, without marker and responsibility clause."""
    span: Span
    """From the text's start to its end. Where the text is in several pieces, what stands between them is covered
    too.
    """
    assignments: Tuple[Assignment, ...]
    """Who does what."""
    target_ids: Tuple[str, ...]
    """Targets inside."""
    date_ids: Tuple[str, ...]
    """Dates inside."""
    reference_ids: Tuple[str, ...]
    """References inside."""


@dataclass(frozen=True, repr=False)
class Assignment(Record):
    """One organ's share in a task."""

    department: str
    """As written, without 等."""
    canonical: Optional[str]
    """The organ that the lexicon knows it as."""
    role: Role
    """What the clause's own label says."""
    leads: bool
    """Whether it leads, by its role or because the document says that the first-listed organ leads."""
    collective: bool
    """Whether it names a group: 各市州人民政府, 省级有关部门."""
    basis: Basis
    """How it was stated."""
    span: Span
    """The name."""
    clause: Span
    """The whole responsibility clause."""


@dataclass(frozen=True, repr=False)
class Target(Record):
    """A quantified goal."""

    id: str
    """`g1`, `g2` …"""
    node: Optional[str]
    """Where in the outline."""
    text: str
    """The clause that states it."""
    span: Span
    """Where it stands."""
    indicator: Optional[Text]
    """What is measured."""
    comparator: Comparator
    """How the value binds."""
    value: str
    """A decimal, as written but for separators."""
    value_high: Optional[str]
    """The upper end of a range."""
    unit: str
    """As written after the number, with the scale in it."""
    change: Change
    """Level or change."""
    baseline: Optional[str]
    """The date whose value it is compared with."""
    by: Optional[str]
    """The date by which it is due."""


@dataclass(frozen=True, repr=False)
class Reference(Record):
    """A document that is cited."""

    id: str
    """`r1`, `r2` …"""
    node: Optional[str]
    """Where in the outline."""
    title: Optional[str]
    """The title without 《》; null for a bare number."""
    number: Optional[str]
    """Its number."""
    text: str
    """As written."""
    span: Span
    """Where it stands."""
    alias_of: Optional[str]
    """The reference whose short name this is."""
    attachment_id: Optional[str]
    """The attachment that it names."""


@dataclass(frozen=True, repr=False)
class Attachment(Record):
    """An attachment."""

    id: str
    """`a1`, `a2` …"""
    number: Optional[int]
    """Its number, where it has one."""
    title: Optional[str]
    """Its title: as listed, else its own."""
    listed: Optional[Span]
    """Where the note lists it."""
    part: Optional[str]
    """The part that it is."""


@dataclass(frozen=True, repr=False)
class Table(Record):
    """A table."""

    id: str
    """`b1`, `b2` …"""
    node: str
    """Its node in the outline."""
    caption: Optional[Text]
    """The title above it."""
    header_rows: int
    """How many rows from the top are header."""
    columns: int
    """How many columns the header has."""
    rows: Tuple[Tuple[Cell, ...], ...]
    """Cells as they stand; a row that lacks merged cells is short."""


@dataclass(frozen=True, repr=False)
class Cell(Record):
    """A cell of a table."""

    text: str
    """What it says."""
    span: Span
    """Where it stands; empty where the cell is."""


@dataclass(frozen=True, repr=False)
class Department(Record):
    """An organ that has tasks in the document."""

    name: str
    """Its first name in the document."""
    canonical: Optional[str]
    """The organ that the lexicon knows it as."""
    variants: Tuple[str, ...]
    """Its other names in the document."""
    counts: RoleCounts
    """In how many tasks it stands, a role."""


@dataclass(frozen=True, repr=False)
class RoleCounts(Record):
    """How often an organ stands in each role."""

    lead: int
    """牵头"""
    responsible: int
    """责任"""
    support: int
    """配合"""
    joint: int
    """会同"""
    guide: int
    """指导"""
    supervise: int
    """督办"""


@dataclass(frozen=True, repr=False)
class Diagnostic(Record):
    """Something that looked wrong while reading."""

    code: str
    """A stable name."""
    severity: Severity
    """How serious it is."""
    message: str
    """What is wrong, with the values in it; English, whatever the locale, since the same input gives the same
    bytes.
    """
    span: Span
    """Where."""
    help: Optional[str]
    """What to do about it."""


@dataclass(frozen=True, repr=False)
class NoticeFields(Record):
    """Everything that is known about one document."""

    format: str
    """Always [`FORMAT`]."""
    version: str
    """Always [`VERSION`] for this shape."""
    source: Source
    """What was read."""
    metadata: Metadata
    """The elements of masthead, head, tail and colophon."""
    parts: Tuple[Part, ...]
    """The cover letter, each enclosed document and each attachment, in order."""
    tasks: Tuple[Task, ...]
    """Units of work to which the document assigns somebody."""
    targets: Tuple[Target, ...]
    """Quantified goals."""
    dates: Tuple[Date, ...]
    """Dates, periods and deadlines."""
    references: Tuple[Reference, ...]
    """Documents that are cited."""
    attachments: Tuple[Attachment, ...]
    """What the attachment note lists, joined with what is there."""
    tables: Tuple[Table, ...]
    """Tables."""
    departments: Tuple[Department, ...]
    """Every organ that has a task, once."""
    diagnostics: Tuple[Diagnostic, ...]
    """What looked wrong while reading."""


# What stands inside: its class, and how many lists are around it.
Source._nested = {"locations": (Location, 1), "restored": (Restored, 1), "signatures": (Signature, 1), "embedded": (Embedded, 1)}
Location._nested = {"span": (Span, 0), "bounds": (Bounds, 0)}
Restored._nested = {"span": (Span, 0)}
Metadata._nested = {"title": (Text, 0), "kind": (Text, 0), "document_number": (DocumentNumber, 0), "issuers": (Text, 1), "recipients": (Text, 1), "issued_on": (Date, 0), "signatories": (Text, 1), "copied_to": (Text, 1), "printed_by": (Text, 0), "printed_on": (Date, 0), "classification": (Text, 0), "urgency": (Text, 0), "copy_number": (Text, 0), "disclosure": (Text, 0), "contacts": (Contact, 1), "index_number": (Text, 0), "topic": (Text, 0), "published_on": (Date, 0)}
Text._nested = {"span": (Span, 0)}
DocumentNumber._nested = {"span": (Span, 0)}
Date._nested = {"span": (Span, 0)}
Contact._nested = {"names": (None, 1), "phones": (None, 1), "emails": (None, 1), "span": (Span, 0)}
Part._nested = {"title": (Text, 0), "span": (Span, 0), "nodes": (Node, 1)}
Node._nested = {"marker": (Marker, 0), "heading": (Text, 0), "span": (Span, 0), "children": (Node, 1)}
Task._nested = {"section": (None, 1), "span": (Span, 0), "assignments": (Assignment, 1), "target_ids": (None, 1), "date_ids": (None, 1), "reference_ids": (None, 1)}
Assignment._nested = {"span": (Span, 0), "clause": (Span, 0)}
Target._nested = {"span": (Span, 0), "indicator": (Text, 0)}
Reference._nested = {"span": (Span, 0)}
Attachment._nested = {"listed": (Span, 0)}
Table._nested = {"caption": (Text, 0), "rows": (Cell, 2)}
Cell._nested = {"span": (Span, 0)}
Department._nested = {"variants": (None, 1), "counts": (RoleCounts, 0)}
Diagnostic._nested = {"span": (Span, 0)}
NoticeFields._nested = {"source": (Source, 0), "metadata": (Metadata, 0), "parts": (Part, 1), "tasks": (Task, 1), "targets": (Target, 1), "dates": (Date, 1), "references": (Reference, 1), "attachments": (Attachment, 1), "tables": (Table, 1), "departments": (Department, 1), "diagnostics": (Diagnostic, 1)}

__all__ = [
    "Assignment",
    "Attachment",
    "Basis",
    "Bounds",
    "Cell",
    "Change",
    "Comparator",
    "Contact",
    "Date",
    "Department",
    "Diagnostic",
    "DocumentNumber",
    "Embedded",
    "Location",
    "Marker",
    "MarkerStyle",
    "Metadata",
    "Node",
    "NodeKind",
    "NoticeFields",
    "Part",
    "PartKind",
    "Reference",
    "Relation",
    "Restored",
    "Role",
    "RoleCounts",
    "Severity",
    "Signature",
    "SignatureKind",
    "Source",
    "Span",
    "Table",
    "Target",
    "Task",
    "Text",
]
