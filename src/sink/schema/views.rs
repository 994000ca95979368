//! The views: what people ask, answered without a join.

use super::View;

const TITLE: (&str, &str) = ("title", "title of the notice");
const NUMBER: (&str, &str) = ("number", "document number of the notice");
const PATH: (&str, &str) = ("path", "file; of several with the same content the first by name");
const LINE: (&str, &str) = ("line", "line in the source text");

/// Every view.
pub const VIEWS: &[View] = &[
    View {
        name: "department_tasks",
        comment: "what each organ has to do (部门任务), one row an assignment",
        columns: &[
            ("department", "the organ that the lexicon knows, or the name as written"),
            ("role", "lead, responsible, support, joint, guide or supervise"),
            ("leads", "whether it leads"),
            ("task", "what is to be done"),
            ("ordinal", "number of the item or row"),
            ("section", "headings above"),
            ("due", "latest deadline"),
            TITLE,
            NUMBER,
            PATH,
            LINE,
        ],
        query:
            "SELECT coalesce(a.canonical, a.department), a.role, a.leads, t.text, t.ordinal, t.section, t.due, n.title, n.document_number,
  (SELECT min(f.path) FROM files f WHERE f.notice = n.id), t.line
FROM assignments a
JOIN tasks t ON t.notice = a.notice AND t.id = a.task
JOIN notices n ON n.id = a.notice",
    },
    View {
        name: "deadlines",
        comment: "what is due when (时限), one row a deadline and task; those outside tasks too",
        columns: &[
            ("due", "last day"),
            ("text", "deadline as written"),
            ("recurrence", "RFC 5545 RRULE"),
            ("task", "what is to be done"),
            ("leads", "organs that lead"),
            ("responsible", "organs that are responsible"),
            TITLE,
            NUMBER,
            PATH,
            LINE,
        ],
        query: "SELECT d.latest, d.text, d.recurrence, t.text, t.leads, t.responsible, n.title, n.document_number,
  (SELECT min(f.path) FROM files f WHERE f.notice = n.id), d.line
FROM dates d
JOIN notices n ON n.id = d.notice
LEFT JOIN task_dates l ON l.notice = d.notice AND l.date = d.id
LEFT JOIN tasks t ON t.notice = l.notice AND t.id = l.task
WHERE d.relation = 'by'",
    },
    View {
        name: "indicator_targets",
        comment: "what each indicator is to reach (指标目标), one row a target and task; those outside tasks too",
        columns: &[
            ("indicator", "what is measured"),
            ("comparator", "eq, ge, gt, le, lt, approx or range"),
            ("value", "the value, or the lower end of a range"),
            ("value_high", "upper end of a range"),
            ("unit", "unit with its scale"),
            ("change", "level, increase or decrease"),
            ("due", "last day of the date by which it is due"),
            ("text", "the clause that states it"),
            ("task", "what is to be done"),
            ("leads", "organs that lead"),
            ("responsible", "organs that are responsible"),
            TITLE,
            NUMBER,
            PATH,
            LINE,
        ],
        query:
            "SELECT g.indicator, g.comparator, g.value, g.value_high, g.unit, g.change, d.latest, g.text, t.text, t.leads, t.responsible,
  n.title, n.document_number, (SELECT min(f.path) FROM files f WHERE f.notice = n.id), g.line
FROM targets g
JOIN notices n ON n.id = g.notice
LEFT JOIN dates d ON d.notice = g.notice AND d.id = g.due
LEFT JOIN task_targets l ON l.notice = g.notice AND l.target = g.id
LEFT JOIN tasks t ON t.notice = l.notice AND t.id = l.task",
    },
    View {
        name: "citing",
        comment: "which notices cite a document (引用), one row a citation; short names and a notice's own attachments left out",
        columns: &[
            ("cited_number", "document number as cited"),
            ("cited_title", "title as cited"),
            ("cited_key", "document number with brackets, width and spaces folded"),
            TITLE,
            NUMBER,
            PATH,
            LINE,
        ],
        query: "SELECT c.number, c.title, c.number_key, n.title, n.document_number,
  (SELECT min(f.path) FROM files f WHERE f.notice = n.id), c.line
FROM citations c
JOIN notices n ON n.id = c.notice
WHERE c.alias_of IS NULL AND c.attachment IS NULL",
    },
    View {
        name: "missing_documents",
        comment: "documents that are cited and not loaded, by number, or by title where no number is cited",
        columns: &[
            ("number", "document number as cited"),
            ("title", "title as cited"),
            ("notices", "how many notices cite it"),
            ("citations", "how often it is cited"),
        ],
        query: "SELECT min(c.number), min(c.title), count(DISTINCT c.notice), count(*)
FROM citations c
WHERE c.alias_of IS NULL AND c.attachment IS NULL AND coalesce(c.number_key, c.title_key) IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.number_key = c.number_key)
  AND NOT EXISTS (
    SELECT 1 FROM parts p JOIN notices n ON n.id = p.notice
    WHERE p.title_key = c.title_key AND (c.number_key IS NULL OR n.number_key IS NULL))
GROUP BY coalesce(c.number_key, c.title_key)",
    },
];
