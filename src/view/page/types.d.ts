// The page's data. The model's own types are made from schemas/notice.schema.json.
import type { Assignment, Contact, Date as NoticeDate, Department, DocumentNumber, GongwenNotice, Metadata, Reference, Span, Target, Task, Text } from './notice';

export type { Assignment, Contact, NoticeDate, Department, DocumentNumber, Metadata, Reference, Span, Target, Task, Text };

/** The model without what only the document shows. */
export type Notice = Pick<GongwenNotice, 'metadata' | 'tasks' | 'targets' | 'dates' | 'references' | 'departments'> & {
  source: Pick<GongwenNotice['source'], 'name' | 'media_type' | 'chars' | 'sha256'>;
};

export type Language = 'en' | 'zh';

export interface Both<T> {
  en: T;
  zh: T;
}

export type Severity = 'info' | 'warning' | 'error';

/** A finding of `check`. */
export interface Remark {
  code: string;
  severity: Severity;
  span: Span;
  line: number;
  message: Both<string>;
  help: Both<string> | null;
}

/** A piece of a rule's manual. */
export interface Piece {
  kind: 'heading' | 'paragraph' | 'block' | 'item';
  text: string;
}

export interface Data {
  language: Language;
  name: string;
  notice: Notice;
  contacts: string[];
  /** The cells of tables that say something, in order, each as its start and its end. */
  cells: number[];
  remarks: Remark[];
  manuals: Record<string, Both<Piece[]>>;
  corrections: Corrections | null;
}

export type Role = Assignment['role'];
export type CorrectionKind = 'task' | 'assignment' | 'target' | 'date' | 'reference' | 'metadata';
export type Action = 'accept' | 'reject' | 'correct';

/** What a correction sets, by the names of the model. */
export interface SetFields {
  span?: Span;
  role?: Role;
  leads?: boolean;
  canonical?: string;
  comparator?: Target['comparator'];
  value?: string;
  value_high?: string;
  unit?: string;
  change?: Target['change'];
  earliest?: string;
  latest?: string;
  relation?: NoticeDate['relation'];
  title?: string;
  number?: string;
}

export interface Correction {
  action: Action;
  kind: CorrectionKind;
  id: string | null;
  field: string | null;
  span: Span;
  text: string;
  set: SetFields | null;
}

export interface Corrections {
  format: string;
  version: string;
  source: { name: string | null; sha256: string };
  corrections: Correction[];
}

/** Why something is refused: a word of the tool, and what it is filled with. */
export type Reason = [string, ...(string | number)[]];

/** A value as a correction leaves it, or why it is refused. */
export type Effect = { of: Task | Assignment | Target | NoticeDate | Reference | Text | DocumentNumber | Contact | Remark } | { wrong: Reason };

/** The source text by scalar values. */
export interface Source {
  length: number;
  /** What a place covers, with soft line breaks joined. */
  text(span: Span): string;
  /** The first cell of a table that a place has a part of. */
  cellOf(span: Span): Span | null;
  /** The place without white space at its ends and what it covers, or why it is none. */
  place(span: Span): { span: Span; text: string } | { wrong: Reason };
}

/** What was decided about a value. */
export interface Decision {
  action: Action;
  set: SetFields | null;
}

interface Place {
  /** Its name in the page: an id, `t5:120-124` for an assignment, `m:issuers-0`, `f1`. */
  key: string;
  span: Span;
  text: string;
}

export type Value = Place &
  (
    | { kind: 'task'; of: Task }
    | { kind: 'assignment'; of: Assignment; task: Task }
    | { kind: 'target'; of: Target }
    | { kind: 'date'; of: NoticeDate }
    | { kind: 'reference'; of: Reference }
    | { kind: 'metadata'; of: Text | NoticeDate | DocumentNumber | Contact; field: string }
    | { kind: 'finding'; of: Remark }
  );

/** An organ of the register, as decisions leave it. */
export interface Organ {
  name: string;
  canonical: string | null;
  variants: string[];
  /** How many assignments it has; none where all were decided against. */
  count: number;
}

/** What is known of a task at a glance, decisions regarded. */
export interface Digest {
  task: Task;
  /** Whether it was decided against. */
  gone: boolean;
  /** Its deadlines, those decided against left out. */
  due: NoticeDate[];
  /** Those that were decided against. */
  struck: NoticeDate[];
  /** The organs that stand in it, as indices of the register; `gone` where one was decided against. */
  organs: { index: number; key: string; assignment: Assignment; gone: boolean }[];
  /** What free text is looked for in, in lower case. */
  words: string;
  /** The rules that have a finding in it. */
  rules: Set<string>;
}

export interface Filter {
  text: string;
  organ: string;
  role: string;
  from: string;
  to: string;
  undated: boolean;
  rule: string;
}

export type Tab = 'tasks' | 'departments' | 'deadlines' | 'findings';
