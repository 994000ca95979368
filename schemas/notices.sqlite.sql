-- What gongwen loads into SQLite: the tables of schema version 1, printed by `gongwen schema sql --dialect sqlite`.

CREATE TABLE gongwen_schema (
  -- the version of these tables; one row
  version INTEGER NOT NULL, -- a program that knows only lower versions leaves the database alone
  PRIMARY KEY (version)
) STRICT;

CREATE TABLE notices (
  -- official documents (公文), each content once
  id INTEGER NOT NULL, -- number of the notice in this database
  sha256 TEXT NOT NULL, -- SHA-256 of the file, hexadecimal
  reader TEXT NOT NULL, -- version of the program and fingerprint of the options that it was read with
  name TEXT, -- name of the file that it was first read from
  media_type TEXT NOT NULL, -- such as text/plain
  encoding TEXT NOT NULL, -- WHATWG name of the encoding
  bytes INTEGER NOT NULL, -- length of the file
  chars INTEGER NOT NULL, -- length of the source text in scalar values
  title TEXT, -- title (标题)
  kind TEXT, -- kind of document (文种)
  document_number TEXT, -- document number (发文字号) as written
  number_key TEXT, -- document number with brackets, width and spaces folded: to compare with citations.number_key
  agency TEXT, -- issuer's code in the number (机关代字)
  year INTEGER, -- year in the number
  serial INTEGER, -- serial in the number
  issuers TEXT, -- issuing organs (发文机关署名), joined by 、
  recipients TEXT, -- main recipients (主送机关), joined by 、
  signatories TEXT, -- signatories (签发人), joined by 、
  copied_to TEXT, -- copied to (抄送机关), joined by 、
  issued_on TEXT, -- date of issue (成文日期)
  issued_on_text TEXT, -- date of issue as written
  printed_by TEXT, -- printer (印发机关)
  printed_on TEXT, -- print date (印发日期)
  classification TEXT, -- classification and term (密级和保密期限)
  urgency TEXT, -- urgency (紧急程度)
  copy_number TEXT, -- copy number (份号)
  disclosure TEXT, -- note on disclosure (附注)
  index_number TEXT, -- number in the register of public information (索引号), from a page's metadata
  topic TEXT, -- what it is about (主题分类), from a page's metadata
  published_on TEXT, -- when the page was published (发布日期), from its metadata
  PRIMARY KEY (id),
  UNIQUE (sha256)
) STRICT;
CREATE INDEX notices_document_number ON notices (document_number);
CREATE INDEX notices_number_key ON notices (number_key);
CREATE INDEX notices_issued_on ON notices (issued_on);

CREATE TABLE files (
  -- which file holds which notice
  path TEXT NOT NULL, -- path of the file: absolute, or below --base
  notice INTEGER NOT NULL, -- the notice, notices.id
  PRIMARY KEY (path),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX files_notice ON files (notice);

CREATE TABLE sources (
  -- the text that spans count in, and all that was read
  notice INTEGER NOT NULL, -- the notice, notices.id
  text TEXT NOT NULL, -- source text; U+0000 stands as U+FFFD, so that places stay
  model TEXT NOT NULL, -- the notice as canonical JSON (gongwen schema json)
  PRIMARY KEY (notice),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE locations (
  -- where each line of the source text stood in a file that is no plain text
  notice INTEGER NOT NULL, -- the notice, notices.id
  number INTEGER NOT NULL, -- order in the source text, from 1
  span_start INTEGER NOT NULL, -- first character, from 0, in scalar values of sources.text
  span_end INTEGER NOT NULL, -- first character behind
  apart INTEGER NOT NULL CHECK (apart IN (0, 1)), -- whether it is a header, footer, footnote or a page's metadata
  entry TEXT, -- entry of the file: word/document.xml, the name of a sheet
  page INTEGER, -- page, from 1
  box_left INTEGER, -- left edge on the page, in hundredths of a millimetre
  box_top INTEGER, -- upper edge
  box_right INTEGER, -- right edge
  box_bottom INTEGER, -- lower edge
  paragraph INTEGER, -- paragraph of its part, from 1
  table_number INTEGER, -- table of the file, from 1, that the line is a row of
  cell TEXT, -- first cell in it: B3
  PRIMARY KEY (notice, number),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX locations_page ON locations (page);

CREATE TABLE parts (
  -- cover letter, enclosed documents and attachments (正文, 印发文件, 附件)
  notice INTEGER NOT NULL, -- the notice, notices.id
  id TEXT NOT NULL, -- p1, p2 … in order
  kind TEXT NOT NULL, -- cover, enclosure or attachment
  number INTEGER, -- number of an attachment
  title TEXT, -- its own title
  title_key TEXT, -- title with quotes and spaces folded: to compare with citations.title_key
  span_start INTEGER NOT NULL, -- first character, from 0, in scalar values of sources.text
  span_end INTEGER NOT NULL, -- first character behind
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX parts_title_key ON parts (title_key);

CREATE TABLE nodes (
  -- numbered sections and items, paragraphs and tables of the outline
  notice INTEGER NOT NULL, -- the notice, notices.id
  id TEXT NOT NULL, -- n1, n2 … in order
  part TEXT NOT NULL, -- parts.id
  parent TEXT, -- node above, nodes.id
  kind TEXT NOT NULL, -- section, item, article, paragraph or table
  depth INTEGER NOT NULL, -- numbered ancestors in its part, and one
  marker TEXT, -- number as written (编号): 一、
  ordinal INTEGER, -- value of the number (序数)
  style TEXT, -- family of the number
  heading TEXT, -- heading without the number
  text TEXT NOT NULL, -- own text without the number and without what stands below
  span_start INTEGER NOT NULL, -- first character, from 0, in scalar values of sources.text
  span_end INTEGER NOT NULL, -- first character behind
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, part) REFERENCES parts (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, parent) REFERENCES nodes (notice, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX nodes_notice_part ON nodes (notice, part);
CREATE INDEX nodes_notice_parent ON nodes (notice, parent);

CREATE TABLE dates (
  -- dates, periods and deadlines in the text; the date of issue is in notices
  notice INTEGER NOT NULL, -- the notice, notices.id
  id TEXT NOT NULL, -- d1, d2 … in order
  node TEXT, -- where in the outline, nodes.id
  text TEXT NOT NULL, -- as written
  edtf TEXT, -- Extended Date/Time Format (ISO 8601-2): 2018-06-30, 2018, 2018/2020
  earliest TEXT, -- first day that the words allow
  latest TEXT, -- last day that the words allow
  relation TEXT NOT NULL, -- on, by, from, during or after
  recurrence TEXT, -- RFC 5545 RRULE
  inferred INTEGER NOT NULL CHECK (inferred IN (0, 1)), -- whether the year was taken from elsewhere
  span_start INTEGER NOT NULL, -- first character, from 0, in scalar values of sources.text
  span_end INTEGER NOT NULL, -- first character behind
  line INTEGER NOT NULL, -- line of the source text, from 1
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, node) REFERENCES nodes (notice, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX dates_notice_node ON dates (notice, node);
CREATE INDEX dates_latest ON dates (latest);

CREATE TABLE attachments (
  -- what the attachment note lists (附件说明), with what is there
  notice INTEGER NOT NULL, -- the notice, notices.id
  id TEXT NOT NULL, -- a1, a2 … in order
  number INTEGER, -- its number
  title TEXT, -- title as listed, else its own
  part TEXT, -- the part that it is, parts.id
  listed_start INTEGER, -- where the note lists it
  listed_end INTEGER, -- first character behind
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, part) REFERENCES parts (notice, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX attachments_notice_part ON attachments (notice, part);

CREATE TABLE citations (
  -- documents that are cited; `references` in the model, which SQL reserves
  notice INTEGER NOT NULL, -- the notice, notices.id
  id TEXT NOT NULL, -- r1, r2 … in order
  node TEXT, -- where in the outline, nodes.id
  title TEXT, -- title without 《》
  title_key TEXT, -- title with quotes and spaces folded
  number TEXT, -- document number as written
  number_key TEXT, -- document number with brackets, width and spaces folded
  text TEXT NOT NULL, -- as written
  alias_of TEXT, -- the citation whose short name (以下简称) this is, citations.id
  attachment TEXT, -- the attachment that it names, attachments.id
  span_start INTEGER NOT NULL, -- first character, from 0, in scalar values of sources.text
  span_end INTEGER NOT NULL, -- first character behind
  line INTEGER NOT NULL, -- line of the source text, from 1
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, node) REFERENCES nodes (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, alias_of) REFERENCES citations (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, attachment) REFERENCES attachments (notice, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX citations_notice_node ON citations (notice, node);
CREATE INDEX citations_notice_alias_of ON citations (notice, alias_of);
CREATE INDEX citations_notice_attachment ON citations (notice, attachment);
CREATE INDEX citations_title ON citations (title);
CREATE INDEX citations_title_key ON citations (title_key);
CREATE INDEX citations_number ON citations (number);
CREATE INDEX citations_number_key ON citations (number_key);

CREATE TABLE tasks (
  -- units of work to which a notice assigns somebody (任务)
  notice INTEGER NOT NULL, -- the notice, notices.id
  id TEXT NOT NULL, -- t1, t2 … in order
  node TEXT NOT NULL, -- the item or table, nodes.id
  part TEXT NOT NULL, -- parts.id
  ordinal TEXT, -- number of the item or row (序号)
  section TEXT NOT NULL, -- headings above, joined by ' / '
  text TEXT NOT NULL, -- what is to be done, without number and responsibility clause
  departments TEXT NOT NULL, -- all organs in assignments, joined by 、
  leads TEXT NOT NULL, -- those that lead (牵头), joined by 、
  responsible TEXT NOT NULL, -- those that are responsible (责任单位), joined by 、
  due TEXT, -- latest deadline (时限)
  span_start INTEGER NOT NULL, -- first character, from 0, in scalar values of sources.text
  span_end INTEGER NOT NULL, -- first character behind
  line INTEGER NOT NULL, -- line of the source text, from 1
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, node) REFERENCES nodes (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, part) REFERENCES parts (notice, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX tasks_notice_node ON tasks (notice, node);
CREATE INDEX tasks_notice_part ON tasks (notice, part);
CREATE INDEX tasks_due ON tasks (due);

CREATE TABLE departments (
  -- organs that have tasks in a notice, each once
  notice INTEGER NOT NULL, -- the notice, notices.id
  seq INTEGER NOT NULL, -- place in order, from 1
  name TEXT NOT NULL, -- first name in the notice
  canonical TEXT, -- the organ that the lexicon knows it as
  variants TEXT, -- other names in the notice, joined by 、
  lead INTEGER NOT NULL, -- in how many tasks it leads (牵头)
  responsible INTEGER NOT NULL, -- is responsible (责任)
  support INTEGER NOT NULL, -- supports (配合)
  joint INTEGER NOT NULL, -- acts jointly (会同)
  guide INTEGER NOT NULL, -- guides (指导)
  supervise INTEGER NOT NULL, -- supervises (督办)
  PRIMARY KEY (notice, seq),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX departments_name ON departments (name);
CREATE INDEX departments_canonical ON departments (canonical);

CREATE TABLE assignments (
  -- who does what in a task (分工)
  notice INTEGER NOT NULL, -- the notice, notices.id
  task TEXT NOT NULL, -- tasks.id
  seq INTEGER NOT NULL, -- place in the task, from 1
  department TEXT NOT NULL, -- organ as written
  canonical TEXT, -- the organ that the lexicon knows it as
  role TEXT NOT NULL, -- lead, responsible, support, joint, guide or supervise
  leads INTEGER NOT NULL CHECK (leads IN (0, 1)), -- whether it leads, by its role or as the first in the list
  collective INTEGER NOT NULL CHECK (collective IN (0, 1)), -- whether it names a group: 各市州人民政府
  basis TEXT NOT NULL, -- how it is stated: clause, label or table
  span_start INTEGER NOT NULL, -- first character, from 0, in scalar values of sources.text
  span_end INTEGER NOT NULL, -- first character behind
  clause_start INTEGER NOT NULL, -- first character of the responsibility clause
  clause_end INTEGER NOT NULL, -- first character behind
  PRIMARY KEY (notice, task, seq),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, task) REFERENCES tasks (notice, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX assignments_department ON assignments (department);
CREATE INDEX assignments_canonical ON assignments (canonical);

CREATE TABLE targets (
  -- quantified goals (目标)
  notice INTEGER NOT NULL, -- the notice, notices.id
  id TEXT NOT NULL, -- g1, g2 … in order
  node TEXT, -- where in the outline, nodes.id
  text TEXT NOT NULL, -- the clause that states it
  indicator TEXT, -- what is measured (指标)
  comparator TEXT NOT NULL, -- eq, ge, gt, le, lt, approx or range
  value TEXT, -- the value, or the lower end of a range
  value_high TEXT, -- upper end of a range
  unit TEXT NOT NULL, -- as written, with the scale in it
  change TEXT NOT NULL, -- level, increase or decrease
  baseline TEXT, -- the date whose value it is compared with, dates.id
  due TEXT, -- the date by which it is due, dates.id
  span_start INTEGER NOT NULL, -- first character, from 0, in scalar values of sources.text
  span_end INTEGER NOT NULL, -- first character behind
  line INTEGER NOT NULL, -- line of the source text, from 1
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, node) REFERENCES nodes (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, baseline) REFERENCES dates (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, due) REFERENCES dates (notice, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX targets_notice_node ON targets (notice, node);
CREATE INDEX targets_notice_baseline ON targets (notice, baseline);
CREATE INDEX targets_notice_due ON targets (notice, due);
CREATE INDEX targets_indicator ON targets (indicator);

CREATE TABLE task_targets (
  -- targets inside tasks
  notice INTEGER NOT NULL, -- the notice, notices.id
  task TEXT NOT NULL, -- tasks.id
  target TEXT NOT NULL, -- targets.id
  PRIMARY KEY (notice, task, target),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, task) REFERENCES tasks (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, target) REFERENCES targets (notice, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX task_targets_notice_target ON task_targets (notice, target);

CREATE TABLE task_dates (
  -- dates inside tasks
  notice INTEGER NOT NULL, -- the notice, notices.id
  task TEXT NOT NULL, -- tasks.id
  date TEXT NOT NULL, -- dates.id
  PRIMARY KEY (notice, task, date),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, task) REFERENCES tasks (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, date) REFERENCES dates (notice, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX task_dates_notice_date ON task_dates (notice, date);

CREATE TABLE task_citations (
  -- citations inside tasks
  notice INTEGER NOT NULL, -- the notice, notices.id
  task TEXT NOT NULL, -- tasks.id
  citation TEXT NOT NULL, -- citations.id
  PRIMARY KEY (notice, task, citation),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, task) REFERENCES tasks (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, citation) REFERENCES citations (notice, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX task_citations_notice_citation ON task_citations (notice, citation);

CREATE TABLE tables (
  -- tables in the text
  notice INTEGER NOT NULL, -- the notice, notices.id
  id TEXT NOT NULL, -- b1, b2 … in order
  node TEXT NOT NULL, -- nodes.id
  caption TEXT, -- title above it
  header_rows INTEGER NOT NULL, -- rows from the top that are header
  header_columns INTEGER NOT NULL, -- columns that the header has
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, node) REFERENCES nodes (notice, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX tables_notice_node ON tables (notice, node);

CREATE TABLE cells (
  -- cells as they stand; a row that lacks merged cells is short
  notice INTEGER NOT NULL, -- the notice, notices.id
  table_id TEXT NOT NULL, -- tables.id; SQL reserves TABLE
  row_number INTEGER NOT NULL, -- from 1
  column_number INTEGER NOT NULL, -- from 1
  text TEXT NOT NULL, -- what it says
  span_start INTEGER NOT NULL, -- first character, from 0, in scalar values of sources.text
  span_end INTEGER NOT NULL, -- first character behind
  PRIMARY KEY (notice, table_id, row_number, column_number),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, table_id) REFERENCES tables (notice, id) ON DELETE CASCADE
) STRICT;

CREATE TABLE contacts (
  -- whom to ask (联系人)
  notice INTEGER NOT NULL, -- the notice, notices.id
  seq INTEGER NOT NULL, -- place in order, from 1
  organization TEXT, -- organ or office
  names TEXT, -- people, joined by 、
  phones TEXT, -- telephone numbers as written, joined by 、
  emails TEXT, -- e-mail addresses, joined by 、
  span_start INTEGER NOT NULL, -- first character, from 0, in scalar values of sources.text
  span_end INTEGER NOT NULL, -- first character behind
  PRIMARY KEY (notice, seq),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE diagnostics (
  -- what looked wrong while reading, and what check found
  notice INTEGER NOT NULL, -- the notice, notices.id
  seq INTEGER NOT NULL, -- place in order, from 1
  origin TEXT NOT NULL, -- reading or check
  code TEXT NOT NULL, -- name of the rule
  severity TEXT NOT NULL, -- info, warning or error
  message TEXT NOT NULL, -- what is wrong, in English
  message_zh TEXT, -- the same in Chinese (简体中文); null where it is said in English alone
  span_start INTEGER NOT NULL, -- first character, from 0, in scalar values of sources.text
  span_end INTEGER NOT NULL, -- first character behind
  line INTEGER NOT NULL, -- line of the source text, from 1
  help TEXT, -- what to do about it, in English
  help_zh TEXT, -- the same in Chinese (简体中文)
  PRIMARY KEY (notice, seq),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX diagnostics_code ON diagnostics (code);

CREATE VIEW department_tasks (department, role, leads, task, ordinal, section, due, title, number, path, line) AS
-- what each organ has to do (部门任务), one row an assignment
-- department: the organ that the lexicon knows, or the name as written
-- role: lead, responsible, support, joint, guide or supervise
-- leads: whether it leads
-- task: what is to be done
-- ordinal: number of the item or row
-- section: headings above
-- due: latest deadline
-- title: title of the notice
-- number: document number of the notice
-- path: file; of several with the same content the first by name
-- line: line in the source text
SELECT coalesce(a.canonical, a.department), a.role, a.leads, t.text, t.ordinal, t.section, t.due, n.title, n.document_number,
  (SELECT min(f.path) FROM files f WHERE f.notice = n.id), t.line
FROM assignments a
JOIN tasks t ON t.notice = a.notice AND t.id = a.task
JOIN notices n ON n.id = a.notice;

CREATE VIEW deadlines (due, text, recurrence, task, leads, responsible, title, number, path, line) AS
-- what is due when (时限), one row a deadline and task; those outside tasks too
-- due: last day
-- text: deadline as written
-- recurrence: RFC 5545 RRULE
-- task: what is to be done
-- leads: organs that lead
-- responsible: organs that are responsible
-- title: title of the notice
-- number: document number of the notice
-- path: file; of several with the same content the first by name
-- line: line in the source text
SELECT d.latest, d.text, d.recurrence, t.text, t.leads, t.responsible, n.title, n.document_number,
  (SELECT min(f.path) FROM files f WHERE f.notice = n.id), d.line
FROM dates d
JOIN notices n ON n.id = d.notice
LEFT JOIN task_dates l ON l.notice = d.notice AND l.date = d.id
LEFT JOIN tasks t ON t.notice = l.notice AND t.id = l.task
WHERE d.relation = 'by';

CREATE VIEW indicator_targets (indicator, comparator, value, value_high, unit, change, due, text, task, leads, responsible, title, number, path, line) AS
-- what each indicator is to reach (指标目标), one row a target and task; those outside tasks too
-- indicator: what is measured
-- comparator: eq, ge, gt, le, lt, approx or range
-- value: the value, or the lower end of a range
-- value_high: upper end of a range
-- unit: unit with its scale
-- change: level, increase or decrease
-- due: last day of the date by which it is due
-- text: the clause that states it
-- task: what is to be done
-- leads: organs that lead
-- responsible: organs that are responsible
-- title: title of the notice
-- number: document number of the notice
-- path: file; of several with the same content the first by name
-- line: line in the source text
SELECT g.indicator, g.comparator, g.value, g.value_high, g.unit, g.change, d.latest, g.text, t.text, t.leads, t.responsible,
  n.title, n.document_number, (SELECT min(f.path) FROM files f WHERE f.notice = n.id), g.line
FROM targets g
JOIN notices n ON n.id = g.notice
LEFT JOIN dates d ON d.notice = g.notice AND d.id = g.due
LEFT JOIN task_targets l ON l.notice = g.notice AND l.target = g.id
LEFT JOIN tasks t ON t.notice = l.notice AND t.id = l.task;

CREATE VIEW citing (cited_number, cited_title, cited_key, title, number, path, line) AS
-- which notices cite a document (引用), one row a citation; short names and a notice's own attachments left out
-- cited_number: document number as cited
-- cited_title: title as cited
-- cited_key: document number with brackets, width and spaces folded
-- title: title of the notice
-- number: document number of the notice
-- path: file; of several with the same content the first by name
-- line: line in the source text
SELECT c.number, c.title, c.number_key, n.title, n.document_number,
  (SELECT min(f.path) FROM files f WHERE f.notice = n.id), c.line
FROM citations c
JOIN notices n ON n.id = c.notice
WHERE c.alias_of IS NULL AND c.attachment IS NULL;

CREATE VIEW missing_documents (number, title, notices, citations) AS
-- documents that are cited and not loaded, by number, or by title where no number is cited
-- number: document number as cited
-- title: title as cited
-- notices: how many notices cite it
-- citations: how often it is cited
SELECT min(c.number), min(c.title), count(DISTINCT c.notice), count(*)
FROM citations c
WHERE c.alias_of IS NULL AND c.attachment IS NULL AND coalesce(c.number_key, c.title_key) IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.number_key = c.number_key)
  AND NOT EXISTS (
    SELECT 1 FROM parts p JOIN notices n ON n.id = p.notice
    WHERE p.title_key = c.title_key AND (c.number_key IS NULL OR n.number_key IS NULL))
GROUP BY coalesce(c.number_key, c.title_key);

INSERT INTO gongwen_schema (version) VALUES (1);

-- The text of tasks by its trigrams, kept by triggers. A rowid is notice * 16777216 + the number in the task's id.
CREATE VIEW task_text_content (rowid_of_task, section, text, departments) AS
SELECT notice * 16777216 + CAST(substr(id, 2) AS INTEGER), section, text, departments FROM tasks;
CREATE VIRTUAL TABLE task_text USING fts5 (section, text, departments, content = 'task_text_content',
  content_rowid = 'rowid_of_task', tokenize = 'trigram');
CREATE TRIGGER task_text_insert AFTER INSERT ON tasks BEGIN
  INSERT INTO task_text (rowid, section, text, departments)
  VALUES (new.notice * 16777216 + CAST(substr(new.id, 2) AS INTEGER), new.section, new.text, new.departments);
END;
CREATE TRIGGER task_text_delete AFTER DELETE ON tasks BEGIN
  INSERT INTO task_text (task_text, rowid, section, text, departments)
  VALUES ('delete', old.notice * 16777216 + CAST(substr(old.id, 2) AS INTEGER), old.section, old.text, old.departments);
END;
