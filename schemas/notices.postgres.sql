-- What gongwen loads into PostgreSQL: the tables of schema version 1, printed by `gongwen schema sql --dialect postgres`.

CREATE TABLE gongwen_schema (
  version bigint NOT NULL,
  PRIMARY KEY (version)
);
COMMENT ON TABLE gongwen_schema IS 'the version of these tables; one row';
COMMENT ON COLUMN gongwen_schema.version IS 'a program that knows only lower versions leaves the database alone';

CREATE TABLE notices (
  id bigint NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  reader text COLLATE "C" NOT NULL,
  name text COLLATE "C",
  media_type text COLLATE "C" NOT NULL,
  encoding text COLLATE "C" NOT NULL,
  bytes bigint NOT NULL,
  chars bigint NOT NULL,
  title text COLLATE "C",
  kind text COLLATE "C",
  document_number text COLLATE "C",
  number_key text COLLATE "C",
  agency text COLLATE "C",
  year bigint,
  serial bigint,
  issuers text COLLATE "C",
  recipients text COLLATE "C",
  signatories text COLLATE "C",
  copied_to text COLLATE "C",
  issued_on date,
  issued_on_text text COLLATE "C",
  printed_by text COLLATE "C",
  printed_on date,
  classification text COLLATE "C",
  urgency text COLLATE "C",
  copy_number text COLLATE "C",
  disclosure text COLLATE "C",
  index_number text COLLATE "C",
  topic text COLLATE "C",
  published_on date,
  PRIMARY KEY (id),
  UNIQUE (sha256)
);
CREATE INDEX notices_document_number ON notices USING hash (document_number);
CREATE INDEX notices_number_key ON notices USING hash (number_key);
CREATE INDEX notices_issued_on ON notices (issued_on);
COMMENT ON TABLE notices IS 'official documents (公文), each content once';
COMMENT ON COLUMN notices.id IS 'number of the notice in this database';
COMMENT ON COLUMN notices.sha256 IS 'SHA-256 of the file, hexadecimal';
COMMENT ON COLUMN notices.reader IS 'version of the program and fingerprint of the options that it was read with';
COMMENT ON COLUMN notices.name IS 'name of the file that it was first read from';
COMMENT ON COLUMN notices.media_type IS 'such as text/plain';
COMMENT ON COLUMN notices.encoding IS 'WHATWG name of the encoding';
COMMENT ON COLUMN notices.bytes IS 'length of the file';
COMMENT ON COLUMN notices.chars IS 'length of the source text in scalar values';
COMMENT ON COLUMN notices.title IS 'title (标题)';
COMMENT ON COLUMN notices.kind IS 'kind of document (文种)';
COMMENT ON COLUMN notices.document_number IS 'document number (发文字号) as written';
COMMENT ON COLUMN notices.number_key IS 'document number with brackets, width and spaces folded: to compare with citations.number_key';
COMMENT ON COLUMN notices.agency IS 'issuer''s code in the number (机关代字)';
COMMENT ON COLUMN notices.year IS 'year in the number';
COMMENT ON COLUMN notices.serial IS 'serial in the number';
COMMENT ON COLUMN notices.issuers IS 'issuing organs (发文机关署名), joined by 、';
COMMENT ON COLUMN notices.recipients IS 'main recipients (主送机关), joined by 、';
COMMENT ON COLUMN notices.signatories IS 'signatories (签发人), joined by 、';
COMMENT ON COLUMN notices.copied_to IS 'copied to (抄送机关), joined by 、';
COMMENT ON COLUMN notices.issued_on IS 'date of issue (成文日期)';
COMMENT ON COLUMN notices.issued_on_text IS 'date of issue as written';
COMMENT ON COLUMN notices.printed_by IS 'printer (印发机关)';
COMMENT ON COLUMN notices.printed_on IS 'print date (印发日期)';
COMMENT ON COLUMN notices.classification IS 'classification and term (密级和保密期限)';
COMMENT ON COLUMN notices.urgency IS 'urgency (紧急程度)';
COMMENT ON COLUMN notices.copy_number IS 'copy number (份号)';
COMMENT ON COLUMN notices.disclosure IS 'note on disclosure (附注)';
COMMENT ON COLUMN notices.index_number IS 'number in the register of public information (索引号), from a page''s metadata';
COMMENT ON COLUMN notices.topic IS 'what it is about (主题分类), from a page''s metadata';
COMMENT ON COLUMN notices.published_on IS 'when the page was published (发布日期), from its metadata';

CREATE TABLE files (
  path text COLLATE "C" NOT NULL,
  notice bigint NOT NULL,
  PRIMARY KEY (path),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE
);
CREATE INDEX files_notice ON files (notice);
COMMENT ON TABLE files IS 'which file holds which notice';
COMMENT ON COLUMN files.path IS 'path of the file: absolute, or below --base';
COMMENT ON COLUMN files.notice IS 'the notice, notices.id';

CREATE TABLE sources (
  notice bigint NOT NULL,
  text text COLLATE "C" NOT NULL,
  model json NOT NULL,
  PRIMARY KEY (notice),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE
);
COMMENT ON TABLE sources IS 'the text that spans count in, and all that was read';
COMMENT ON COLUMN sources.notice IS 'the notice, notices.id';
COMMENT ON COLUMN sources.text IS 'source text; U+0000 stands as U+FFFD, so that places stay';
COMMENT ON COLUMN sources.model IS 'the notice as canonical JSON (gongwen schema json)';

CREATE TABLE locations (
  notice bigint NOT NULL,
  number bigint NOT NULL,
  span_start bigint NOT NULL,
  span_end bigint NOT NULL,
  apart boolean NOT NULL,
  entry text COLLATE "C",
  page bigint,
  box_left bigint,
  box_top bigint,
  box_right bigint,
  box_bottom bigint,
  paragraph bigint,
  table_number bigint,
  cell text COLLATE "C",
  PRIMARY KEY (notice, number),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE
);
CREATE INDEX locations_page ON locations (page);
COMMENT ON TABLE locations IS 'where each line of the source text stood in a file that is no plain text';
COMMENT ON COLUMN locations.notice IS 'the notice, notices.id';
COMMENT ON COLUMN locations.number IS 'order in the source text, from 1';
COMMENT ON COLUMN locations.span_start IS 'first character, from 0, in scalar values of sources.text';
COMMENT ON COLUMN locations.span_end IS 'first character behind';
COMMENT ON COLUMN locations.apart IS 'whether it is a header, footer, footnote or a page''s metadata';
COMMENT ON COLUMN locations.entry IS 'entry of the file: word/document.xml, the name of a sheet';
COMMENT ON COLUMN locations.page IS 'page, from 1';
COMMENT ON COLUMN locations.box_left IS 'left edge on the page, in hundredths of a millimetre';
COMMENT ON COLUMN locations.box_top IS 'upper edge';
COMMENT ON COLUMN locations.box_right IS 'right edge';
COMMENT ON COLUMN locations.box_bottom IS 'lower edge';
COMMENT ON COLUMN locations.paragraph IS 'paragraph of its part, from 1';
COMMENT ON COLUMN locations.table_number IS 'table of the file, from 1, that the line is a row of';
COMMENT ON COLUMN locations.cell IS 'first cell in it: B3';

CREATE TABLE parts (
  notice bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  number bigint,
  title text COLLATE "C",
  title_key text COLLATE "C",
  span_start bigint NOT NULL,
  span_end bigint NOT NULL,
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE
);
CREATE INDEX parts_title_key ON parts USING hash (title_key);
COMMENT ON TABLE parts IS 'cover letter, enclosed documents and attachments (正文, 印发文件, 附件)';
COMMENT ON COLUMN parts.notice IS 'the notice, notices.id';
COMMENT ON COLUMN parts.id IS 'p1, p2 … in order';
COMMENT ON COLUMN parts.kind IS 'cover, enclosure or attachment';
COMMENT ON COLUMN parts.number IS 'number of an attachment';
COMMENT ON COLUMN parts.title IS 'its own title';
COMMENT ON COLUMN parts.title_key IS 'title with quotes and spaces folded: to compare with citations.title_key';
COMMENT ON COLUMN parts.span_start IS 'first character, from 0, in scalar values of sources.text';
COMMENT ON COLUMN parts.span_end IS 'first character behind';

CREATE TABLE nodes (
  notice bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  part text COLLATE "C" NOT NULL,
  parent text COLLATE "C",
  kind text COLLATE "C" NOT NULL,
  depth bigint NOT NULL,
  marker text COLLATE "C",
  ordinal bigint,
  style text COLLATE "C",
  heading text COLLATE "C",
  text text COLLATE "C" NOT NULL,
  span_start bigint NOT NULL,
  span_end bigint NOT NULL,
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, part) REFERENCES parts (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, parent) REFERENCES nodes (notice, id) ON DELETE CASCADE
);
CREATE INDEX nodes_notice_part ON nodes (notice, part);
CREATE INDEX nodes_notice_parent ON nodes (notice, parent);
COMMENT ON TABLE nodes IS 'numbered sections and items, paragraphs and tables of the outline';
COMMENT ON COLUMN nodes.notice IS 'the notice, notices.id';
COMMENT ON COLUMN nodes.id IS 'n1, n2 … in order';
COMMENT ON COLUMN nodes.part IS 'parts.id';
COMMENT ON COLUMN nodes.parent IS 'node above, nodes.id';
COMMENT ON COLUMN nodes.kind IS 'section, item, article, paragraph or table';
COMMENT ON COLUMN nodes.depth IS 'numbered ancestors in its part, and one';
COMMENT ON COLUMN nodes.marker IS 'number as written (编号): 一、';
COMMENT ON COLUMN nodes.ordinal IS 'value of the number (序数)';
COMMENT ON COLUMN nodes.style IS 'family of the number';
COMMENT ON COLUMN nodes.heading IS 'heading without the number';
COMMENT ON COLUMN nodes.text IS 'own text without the number and without what stands below';
COMMENT ON COLUMN nodes.span_start IS 'first character, from 0, in scalar values of sources.text';
COMMENT ON COLUMN nodes.span_end IS 'first character behind';

CREATE TABLE dates (
  notice bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  node text COLLATE "C",
  text text COLLATE "C" NOT NULL,
  edtf text COLLATE "C",
  earliest date,
  latest date,
  relation text COLLATE "C" NOT NULL,
  recurrence text COLLATE "C",
  inferred boolean NOT NULL,
  span_start bigint NOT NULL,
  span_end bigint NOT NULL,
  line bigint NOT NULL,
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, node) REFERENCES nodes (notice, id) ON DELETE CASCADE
);
CREATE INDEX dates_notice_node ON dates (notice, node);
CREATE INDEX dates_latest ON dates (latest);
COMMENT ON TABLE dates IS 'dates, periods and deadlines in the text; the date of issue is in notices';
COMMENT ON COLUMN dates.notice IS 'the notice, notices.id';
COMMENT ON COLUMN dates.id IS 'd1, d2 … in order';
COMMENT ON COLUMN dates.node IS 'where in the outline, nodes.id';
COMMENT ON COLUMN dates.text IS 'as written';
COMMENT ON COLUMN dates.edtf IS 'Extended Date/Time Format (ISO 8601-2): 2018-06-30, 2018, 2018/2020';
COMMENT ON COLUMN dates.earliest IS 'first day that the words allow';
COMMENT ON COLUMN dates.latest IS 'last day that the words allow';
COMMENT ON COLUMN dates.relation IS 'on, by, from, during or after';
COMMENT ON COLUMN dates.recurrence IS 'RFC 5545 RRULE';
COMMENT ON COLUMN dates.inferred IS 'whether the year was taken from elsewhere';
COMMENT ON COLUMN dates.span_start IS 'first character, from 0, in scalar values of sources.text';
COMMENT ON COLUMN dates.span_end IS 'first character behind';
COMMENT ON COLUMN dates.line IS 'line of the source text, from 1';

CREATE TABLE attachments (
  notice bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  number bigint,
  title text COLLATE "C",
  part text COLLATE "C",
  listed_start bigint,
  listed_end bigint,
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, part) REFERENCES parts (notice, id) ON DELETE CASCADE
);
CREATE INDEX attachments_notice_part ON attachments (notice, part);
COMMENT ON TABLE attachments IS 'what the attachment note lists (附件说明), with what is there';
COMMENT ON COLUMN attachments.notice IS 'the notice, notices.id';
COMMENT ON COLUMN attachments.id IS 'a1, a2 … in order';
COMMENT ON COLUMN attachments.number IS 'its number';
COMMENT ON COLUMN attachments.title IS 'title as listed, else its own';
COMMENT ON COLUMN attachments.part IS 'the part that it is, parts.id';
COMMENT ON COLUMN attachments.listed_start IS 'where the note lists it';
COMMENT ON COLUMN attachments.listed_end IS 'first character behind';

CREATE TABLE citations (
  notice bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  node text COLLATE "C",
  title text COLLATE "C",
  title_key text COLLATE "C",
  number text COLLATE "C",
  number_key text COLLATE "C",
  text text COLLATE "C" NOT NULL,
  alias_of text COLLATE "C",
  attachment text COLLATE "C",
  span_start bigint NOT NULL,
  span_end bigint NOT NULL,
  line bigint NOT NULL,
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, node) REFERENCES nodes (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, alias_of) REFERENCES citations (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, attachment) REFERENCES attachments (notice, id) ON DELETE CASCADE
);
CREATE INDEX citations_notice_node ON citations (notice, node);
CREATE INDEX citations_notice_alias_of ON citations (notice, alias_of);
CREATE INDEX citations_notice_attachment ON citations (notice, attachment);
CREATE INDEX citations_title ON citations USING hash (title);
CREATE INDEX citations_title_key ON citations USING hash (title_key);
CREATE INDEX citations_number ON citations USING hash (number);
CREATE INDEX citations_number_key ON citations USING hash (number_key);
COMMENT ON TABLE citations IS 'documents that are cited; `references` in the model, which SQL reserves';
COMMENT ON COLUMN citations.notice IS 'the notice, notices.id';
COMMENT ON COLUMN citations.id IS 'r1, r2 … in order';
COMMENT ON COLUMN citations.node IS 'where in the outline, nodes.id';
COMMENT ON COLUMN citations.title IS 'title without 《》';
COMMENT ON COLUMN citations.title_key IS 'title with quotes and spaces folded';
COMMENT ON COLUMN citations.number IS 'document number as written';
COMMENT ON COLUMN citations.number_key IS 'document number with brackets, width and spaces folded';
COMMENT ON COLUMN citations.text IS 'as written';
COMMENT ON COLUMN citations.alias_of IS 'the citation whose short name (以下简称) this is, citations.id';
COMMENT ON COLUMN citations.attachment IS 'the attachment that it names, attachments.id';
COMMENT ON COLUMN citations.span_start IS 'first character, from 0, in scalar values of sources.text';
COMMENT ON COLUMN citations.span_end IS 'first character behind';
COMMENT ON COLUMN citations.line IS 'line of the source text, from 1';

CREATE TABLE tasks (
  notice bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  node text COLLATE "C" NOT NULL,
  part text COLLATE "C" NOT NULL,
  ordinal text COLLATE "C",
  section text COLLATE "C" NOT NULL,
  text text COLLATE "C" NOT NULL,
  departments text COLLATE "C" NOT NULL,
  leads text COLLATE "C" NOT NULL,
  responsible text COLLATE "C" NOT NULL,
  due date,
  span_start bigint NOT NULL,
  span_end bigint NOT NULL,
  line bigint NOT NULL,
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, node) REFERENCES nodes (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, part) REFERENCES parts (notice, id) ON DELETE CASCADE
);
CREATE INDEX tasks_notice_node ON tasks (notice, node);
CREATE INDEX tasks_notice_part ON tasks (notice, part);
CREATE INDEX tasks_due ON tasks (due);
COMMENT ON TABLE tasks IS 'units of work to which a notice assigns somebody (任务)';
COMMENT ON COLUMN tasks.notice IS 'the notice, notices.id';
COMMENT ON COLUMN tasks.id IS 't1, t2 … in order';
COMMENT ON COLUMN tasks.node IS 'the item or table, nodes.id';
COMMENT ON COLUMN tasks.part IS 'parts.id';
COMMENT ON COLUMN tasks.ordinal IS 'number of the item or row (序号)';
COMMENT ON COLUMN tasks.section IS 'headings above, joined by '' / ''';
COMMENT ON COLUMN tasks.text IS 'what is to be done, without number and responsibility clause';
COMMENT ON COLUMN tasks.departments IS 'all organs in assignments, joined by 、';
COMMENT ON COLUMN tasks.leads IS 'those that lead (牵头), joined by 、';
COMMENT ON COLUMN tasks.responsible IS 'those that are responsible (责任单位), joined by 、';
COMMENT ON COLUMN tasks.due IS 'latest deadline (时限)';
COMMENT ON COLUMN tasks.span_start IS 'first character, from 0, in scalar values of sources.text';
COMMENT ON COLUMN tasks.span_end IS 'first character behind';
COMMENT ON COLUMN tasks.line IS 'line of the source text, from 1';

CREATE TABLE departments (
  notice bigint NOT NULL,
  seq bigint NOT NULL,
  name text COLLATE "C" NOT NULL,
  canonical text COLLATE "C",
  variants text COLLATE "C",
  lead bigint NOT NULL,
  responsible bigint NOT NULL,
  support bigint NOT NULL,
  joint bigint NOT NULL,
  guide bigint NOT NULL,
  supervise bigint NOT NULL,
  PRIMARY KEY (notice, seq),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE
);
CREATE INDEX departments_name ON departments USING hash (name);
CREATE INDEX departments_canonical ON departments USING hash (canonical);
COMMENT ON TABLE departments IS 'organs that have tasks in a notice, each once';
COMMENT ON COLUMN departments.notice IS 'the notice, notices.id';
COMMENT ON COLUMN departments.seq IS 'place in order, from 1';
COMMENT ON COLUMN departments.name IS 'first name in the notice';
COMMENT ON COLUMN departments.canonical IS 'the organ that the lexicon knows it as';
COMMENT ON COLUMN departments.variants IS 'other names in the notice, joined by 、';
COMMENT ON COLUMN departments.lead IS 'in how many tasks it leads (牵头)';
COMMENT ON COLUMN departments.responsible IS 'is responsible (责任)';
COMMENT ON COLUMN departments.support IS 'supports (配合)';
COMMENT ON COLUMN departments.joint IS 'acts jointly (会同)';
COMMENT ON COLUMN departments.guide IS 'guides (指导)';
COMMENT ON COLUMN departments.supervise IS 'supervises (督办)';

CREATE TABLE assignments (
  notice bigint NOT NULL,
  task text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  department text COLLATE "C" NOT NULL,
  canonical text COLLATE "C",
  role text COLLATE "C" NOT NULL,
  leads boolean NOT NULL,
  collective boolean NOT NULL,
  basis text COLLATE "C" NOT NULL,
  span_start bigint NOT NULL,
  span_end bigint NOT NULL,
  clause_start bigint NOT NULL,
  clause_end bigint NOT NULL,
  PRIMARY KEY (notice, task, seq),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, task) REFERENCES tasks (notice, id) ON DELETE CASCADE
);
CREATE INDEX assignments_department ON assignments USING hash (department);
CREATE INDEX assignments_canonical ON assignments USING hash (canonical);
COMMENT ON TABLE assignments IS 'who does what in a task (分工)';
COMMENT ON COLUMN assignments.notice IS 'the notice, notices.id';
COMMENT ON COLUMN assignments.task IS 'tasks.id';
COMMENT ON COLUMN assignments.seq IS 'place in the task, from 1';
COMMENT ON COLUMN assignments.department IS 'organ as written';
COMMENT ON COLUMN assignments.canonical IS 'the organ that the lexicon knows it as';
COMMENT ON COLUMN assignments.role IS 'lead, responsible, support, joint, guide or supervise';
COMMENT ON COLUMN assignments.leads IS 'whether it leads, by its role or as the first in the list';
COMMENT ON COLUMN assignments.collective IS 'whether it names a group: 各市州人民政府';
COMMENT ON COLUMN assignments.basis IS 'how it is stated: clause, label or table';
COMMENT ON COLUMN assignments.span_start IS 'first character, from 0, in scalar values of sources.text';
COMMENT ON COLUMN assignments.span_end IS 'first character behind';
COMMENT ON COLUMN assignments.clause_start IS 'first character of the responsibility clause';
COMMENT ON COLUMN assignments.clause_end IS 'first character behind';

CREATE TABLE targets (
  notice bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  node text COLLATE "C",
  text text COLLATE "C" NOT NULL,
  indicator text COLLATE "C",
  comparator text COLLATE "C" NOT NULL,
  value numeric,
  value_high numeric,
  unit text COLLATE "C" NOT NULL,
  change text COLLATE "C" NOT NULL,
  baseline text COLLATE "C",
  due text COLLATE "C",
  span_start bigint NOT NULL,
  span_end bigint NOT NULL,
  line bigint NOT NULL,
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, node) REFERENCES nodes (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, baseline) REFERENCES dates (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, due) REFERENCES dates (notice, id) ON DELETE CASCADE
);
CREATE INDEX targets_notice_node ON targets (notice, node);
CREATE INDEX targets_notice_baseline ON targets (notice, baseline);
CREATE INDEX targets_notice_due ON targets (notice, due);
CREATE INDEX targets_indicator ON targets USING hash (indicator);
COMMENT ON TABLE targets IS 'quantified goals (目标)';
COMMENT ON COLUMN targets.notice IS 'the notice, notices.id';
COMMENT ON COLUMN targets.id IS 'g1, g2 … in order';
COMMENT ON COLUMN targets.node IS 'where in the outline, nodes.id';
COMMENT ON COLUMN targets.text IS 'the clause that states it';
COMMENT ON COLUMN targets.indicator IS 'what is measured (指标)';
COMMENT ON COLUMN targets.comparator IS 'eq, ge, gt, le, lt, approx or range';
COMMENT ON COLUMN targets.value IS 'the value, or the lower end of a range';
COMMENT ON COLUMN targets.value_high IS 'upper end of a range';
COMMENT ON COLUMN targets.unit IS 'as written, with the scale in it';
COMMENT ON COLUMN targets.change IS 'level, increase or decrease';
COMMENT ON COLUMN targets.baseline IS 'the date whose value it is compared with, dates.id';
COMMENT ON COLUMN targets.due IS 'the date by which it is due, dates.id';
COMMENT ON COLUMN targets.span_start IS 'first character, from 0, in scalar values of sources.text';
COMMENT ON COLUMN targets.span_end IS 'first character behind';
COMMENT ON COLUMN targets.line IS 'line of the source text, from 1';

CREATE TABLE task_targets (
  notice bigint NOT NULL,
  task text COLLATE "C" NOT NULL,
  target text COLLATE "C" NOT NULL,
  PRIMARY KEY (notice, task, target),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, task) REFERENCES tasks (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, target) REFERENCES targets (notice, id) ON DELETE CASCADE
);
CREATE INDEX task_targets_notice_target ON task_targets (notice, target);
COMMENT ON TABLE task_targets IS 'targets inside tasks';
COMMENT ON COLUMN task_targets.notice IS 'the notice, notices.id';
COMMENT ON COLUMN task_targets.task IS 'tasks.id';
COMMENT ON COLUMN task_targets.target IS 'targets.id';

CREATE TABLE task_dates (
  notice bigint NOT NULL,
  task text COLLATE "C" NOT NULL,
  date text COLLATE "C" NOT NULL,
  PRIMARY KEY (notice, task, date),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, task) REFERENCES tasks (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, date) REFERENCES dates (notice, id) ON DELETE CASCADE
);
CREATE INDEX task_dates_notice_date ON task_dates (notice, date);
COMMENT ON TABLE task_dates IS 'dates inside tasks';
COMMENT ON COLUMN task_dates.notice IS 'the notice, notices.id';
COMMENT ON COLUMN task_dates.task IS 'tasks.id';
COMMENT ON COLUMN task_dates.date IS 'dates.id';

CREATE TABLE task_citations (
  notice bigint NOT NULL,
  task text COLLATE "C" NOT NULL,
  citation text COLLATE "C" NOT NULL,
  PRIMARY KEY (notice, task, citation),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, task) REFERENCES tasks (notice, id) ON DELETE CASCADE,
  FOREIGN KEY (notice, citation) REFERENCES citations (notice, id) ON DELETE CASCADE
);
CREATE INDEX task_citations_notice_citation ON task_citations (notice, citation);
COMMENT ON TABLE task_citations IS 'citations inside tasks';
COMMENT ON COLUMN task_citations.notice IS 'the notice, notices.id';
COMMENT ON COLUMN task_citations.task IS 'tasks.id';
COMMENT ON COLUMN task_citations.citation IS 'citations.id';

CREATE TABLE tables (
  notice bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  node text COLLATE "C" NOT NULL,
  caption text COLLATE "C",
  header_rows bigint NOT NULL,
  header_columns bigint NOT NULL,
  PRIMARY KEY (notice, id),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, node) REFERENCES nodes (notice, id) ON DELETE CASCADE
);
CREATE INDEX tables_notice_node ON tables (notice, node);
COMMENT ON TABLE tables IS 'tables in the text';
COMMENT ON COLUMN tables.notice IS 'the notice, notices.id';
COMMENT ON COLUMN tables.id IS 'b1, b2 … in order';
COMMENT ON COLUMN tables.node IS 'nodes.id';
COMMENT ON COLUMN tables.caption IS 'title above it';
COMMENT ON COLUMN tables.header_rows IS 'rows from the top that are header';
COMMENT ON COLUMN tables.header_columns IS 'columns that the header has';

CREATE TABLE cells (
  notice bigint NOT NULL,
  table_id text COLLATE "C" NOT NULL,
  row_number bigint NOT NULL,
  column_number bigint NOT NULL,
  text text COLLATE "C" NOT NULL,
  span_start bigint NOT NULL,
  span_end bigint NOT NULL,
  PRIMARY KEY (notice, table_id, row_number, column_number),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE,
  FOREIGN KEY (notice, table_id) REFERENCES tables (notice, id) ON DELETE CASCADE
);
COMMENT ON TABLE cells IS 'cells as they stand; a row that lacks merged cells is short';
COMMENT ON COLUMN cells.notice IS 'the notice, notices.id';
COMMENT ON COLUMN cells.table_id IS 'tables.id; SQL reserves TABLE';
COMMENT ON COLUMN cells.row_number IS 'from 1';
COMMENT ON COLUMN cells.column_number IS 'from 1';
COMMENT ON COLUMN cells.text IS 'what it says';
COMMENT ON COLUMN cells.span_start IS 'first character, from 0, in scalar values of sources.text';
COMMENT ON COLUMN cells.span_end IS 'first character behind';

CREATE TABLE contacts (
  notice bigint NOT NULL,
  seq bigint NOT NULL,
  organization text COLLATE "C",
  names text COLLATE "C",
  phones text COLLATE "C",
  emails text COLLATE "C",
  span_start bigint NOT NULL,
  span_end bigint NOT NULL,
  PRIMARY KEY (notice, seq),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE
);
COMMENT ON TABLE contacts IS 'whom to ask (联系人)';
COMMENT ON COLUMN contacts.notice IS 'the notice, notices.id';
COMMENT ON COLUMN contacts.seq IS 'place in order, from 1';
COMMENT ON COLUMN contacts.organization IS 'organ or office';
COMMENT ON COLUMN contacts.names IS 'people, joined by 、';
COMMENT ON COLUMN contacts.phones IS 'telephone numbers as written, joined by 、';
COMMENT ON COLUMN contacts.emails IS 'e-mail addresses, joined by 、';
COMMENT ON COLUMN contacts.span_start IS 'first character, from 0, in scalar values of sources.text';
COMMENT ON COLUMN contacts.span_end IS 'first character behind';

CREATE TABLE diagnostics (
  notice bigint NOT NULL,
  seq bigint NOT NULL,
  origin text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  severity text COLLATE "C" NOT NULL,
  message text COLLATE "C" NOT NULL,
  message_zh text COLLATE "C",
  span_start bigint NOT NULL,
  span_end bigint NOT NULL,
  line bigint NOT NULL,
  help text COLLATE "C",
  help_zh text COLLATE "C",
  PRIMARY KEY (notice, seq),
  FOREIGN KEY (notice) REFERENCES notices (id) ON DELETE CASCADE
);
CREATE INDEX diagnostics_code ON diagnostics USING hash (code);
COMMENT ON TABLE diagnostics IS 'what looked wrong while reading, and what check found';
COMMENT ON COLUMN diagnostics.notice IS 'the notice, notices.id';
COMMENT ON COLUMN diagnostics.seq IS 'place in order, from 1';
COMMENT ON COLUMN diagnostics.origin IS 'reading or check';
COMMENT ON COLUMN diagnostics.code IS 'name of the rule';
COMMENT ON COLUMN diagnostics.severity IS 'info, warning or error';
COMMENT ON COLUMN diagnostics.message IS 'what is wrong, in English';
COMMENT ON COLUMN diagnostics.message_zh IS 'the same in Chinese (简体中文); null where it is said in English alone';
COMMENT ON COLUMN diagnostics.span_start IS 'first character, from 0, in scalar values of sources.text';
COMMENT ON COLUMN diagnostics.span_end IS 'first character behind';
COMMENT ON COLUMN diagnostics.line IS 'line of the source text, from 1';
COMMENT ON COLUMN diagnostics.help IS 'what to do about it, in English';
COMMENT ON COLUMN diagnostics.help_zh IS 'the same in Chinese (简体中文)';

CREATE VIEW department_tasks (department, role, leads, task, ordinal, section, due, title, number, path, line) AS
SELECT coalesce(a.canonical, a.department), a.role, a.leads, t.text, t.ordinal, t.section, t.due, n.title, n.document_number,
  (SELECT min(f.path) FROM files f WHERE f.notice = n.id), t.line
FROM assignments a
JOIN tasks t ON t.notice = a.notice AND t.id = a.task
JOIN notices n ON n.id = a.notice;
COMMENT ON VIEW department_tasks IS 'what each organ has to do (部门任务), one row an assignment';
COMMENT ON COLUMN department_tasks.department IS 'the organ that the lexicon knows, or the name as written';
COMMENT ON COLUMN department_tasks.role IS 'lead, responsible, support, joint, guide or supervise';
COMMENT ON COLUMN department_tasks.leads IS 'whether it leads';
COMMENT ON COLUMN department_tasks.task IS 'what is to be done';
COMMENT ON COLUMN department_tasks.ordinal IS 'number of the item or row';
COMMENT ON COLUMN department_tasks.section IS 'headings above';
COMMENT ON COLUMN department_tasks.due IS 'latest deadline';
COMMENT ON COLUMN department_tasks.title IS 'title of the notice';
COMMENT ON COLUMN department_tasks.number IS 'document number of the notice';
COMMENT ON COLUMN department_tasks.path IS 'file; of several with the same content the first by name';
COMMENT ON COLUMN department_tasks.line IS 'line in the source text';

CREATE VIEW deadlines (due, text, recurrence, task, leads, responsible, title, number, path, line) AS
SELECT d.latest, d.text, d.recurrence, t.text, t.leads, t.responsible, n.title, n.document_number,
  (SELECT min(f.path) FROM files f WHERE f.notice = n.id), d.line
FROM dates d
JOIN notices n ON n.id = d.notice
LEFT JOIN task_dates l ON l.notice = d.notice AND l.date = d.id
LEFT JOIN tasks t ON t.notice = l.notice AND t.id = l.task
WHERE d.relation = 'by';
COMMENT ON VIEW deadlines IS 'what is due when (时限), one row a deadline and task; those outside tasks too';
COMMENT ON COLUMN deadlines.due IS 'last day';
COMMENT ON COLUMN deadlines.text IS 'deadline as written';
COMMENT ON COLUMN deadlines.recurrence IS 'RFC 5545 RRULE';
COMMENT ON COLUMN deadlines.task IS 'what is to be done';
COMMENT ON COLUMN deadlines.leads IS 'organs that lead';
COMMENT ON COLUMN deadlines.responsible IS 'organs that are responsible';
COMMENT ON COLUMN deadlines.title IS 'title of the notice';
COMMENT ON COLUMN deadlines.number IS 'document number of the notice';
COMMENT ON COLUMN deadlines.path IS 'file; of several with the same content the first by name';
COMMENT ON COLUMN deadlines.line IS 'line in the source text';

CREATE VIEW indicator_targets (indicator, comparator, value, value_high, unit, change, due, text, task, leads, responsible, title, number, path, line) AS
SELECT g.indicator, g.comparator, g.value, g.value_high, g.unit, g.change, d.latest, g.text, t.text, t.leads, t.responsible,
  n.title, n.document_number, (SELECT min(f.path) FROM files f WHERE f.notice = n.id), g.line
FROM targets g
JOIN notices n ON n.id = g.notice
LEFT JOIN dates d ON d.notice = g.notice AND d.id = g.due
LEFT JOIN task_targets l ON l.notice = g.notice AND l.target = g.id
LEFT JOIN tasks t ON t.notice = l.notice AND t.id = l.task;
COMMENT ON VIEW indicator_targets IS 'what each indicator is to reach (指标目标), one row a target and task; those outside tasks too';
COMMENT ON COLUMN indicator_targets.indicator IS 'what is measured';
COMMENT ON COLUMN indicator_targets.comparator IS 'eq, ge, gt, le, lt, approx or range';
COMMENT ON COLUMN indicator_targets.value IS 'the value, or the lower end of a range';
COMMENT ON COLUMN indicator_targets.value_high IS 'upper end of a range';
COMMENT ON COLUMN indicator_targets.unit IS 'unit with its scale';
COMMENT ON COLUMN indicator_targets.change IS 'level, increase or decrease';
COMMENT ON COLUMN indicator_targets.due IS 'last day of the date by which it is due';
COMMENT ON COLUMN indicator_targets.text IS 'the clause that states it';
COMMENT ON COLUMN indicator_targets.task IS 'what is to be done';
COMMENT ON COLUMN indicator_targets.leads IS 'organs that lead';
COMMENT ON COLUMN indicator_targets.responsible IS 'organs that are responsible';
COMMENT ON COLUMN indicator_targets.title IS 'title of the notice';
COMMENT ON COLUMN indicator_targets.number IS 'document number of the notice';
COMMENT ON COLUMN indicator_targets.path IS 'file; of several with the same content the first by name';
COMMENT ON COLUMN indicator_targets.line IS 'line in the source text';

CREATE VIEW citing (cited_number, cited_title, cited_key, title, number, path, line) AS
SELECT c.number, c.title, c.number_key, n.title, n.document_number,
  (SELECT min(f.path) FROM files f WHERE f.notice = n.id), c.line
FROM citations c
JOIN notices n ON n.id = c.notice
WHERE c.alias_of IS NULL AND c.attachment IS NULL;
COMMENT ON VIEW citing IS 'which notices cite a document (引用), one row a citation; short names and a notice''s own attachments left out';
COMMENT ON COLUMN citing.cited_number IS 'document number as cited';
COMMENT ON COLUMN citing.cited_title IS 'title as cited';
COMMENT ON COLUMN citing.cited_key IS 'document number with brackets, width and spaces folded';
COMMENT ON COLUMN citing.title IS 'title of the notice';
COMMENT ON COLUMN citing.number IS 'document number of the notice';
COMMENT ON COLUMN citing.path IS 'file; of several with the same content the first by name';
COMMENT ON COLUMN citing.line IS 'line in the source text';

CREATE VIEW missing_documents (number, title, notices, citations) AS
SELECT min(c.number), min(c.title), count(DISTINCT c.notice), count(*)
FROM citations c
WHERE c.alias_of IS NULL AND c.attachment IS NULL AND coalesce(c.number_key, c.title_key) IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.number_key = c.number_key)
  AND NOT EXISTS (
    SELECT 1 FROM parts p JOIN notices n ON n.id = p.notice
    WHERE p.title_key = c.title_key AND (c.number_key IS NULL OR n.number_key IS NULL))
GROUP BY coalesce(c.number_key, c.title_key);
COMMENT ON VIEW missing_documents IS 'documents that are cited and not loaded, by number, or by title where no number is cited';
COMMENT ON COLUMN missing_documents.number IS 'document number as cited';
COMMENT ON COLUMN missing_documents.title IS 'title as cited';
COMMENT ON COLUMN missing_documents.notices IS 'how many notices cite it';
COMMENT ON COLUMN missing_documents.citations IS 'how often it is cited';

INSERT INTO gongwen_schema (version) VALUES (1);

-- What search is quick with; where pg_trgm cannot be had, search goes without.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX tasks_trigrams ON tasks USING gin (section gin_trgm_ops, text gin_trgm_ops, departments gin_trgm_ops);
CREATE INDEX notices_trigrams ON notices USING gin (title gin_trgm_ops);
