-- What the library keeps, schema 7: what came in and what was read from it (original, version), what people decided,
-- judged, corrected and removed. All else (derived.sql) is made from these. Tables here change only by a step of migrations.py.
CREATE TABLE original (
  sha256 TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
);
-- Of a document at most one version is current; the others are former ones, or all of them where it was removed.
-- made_by names the extraction that read the file, NULL where that was not kept.
CREATE TABLE version (
  id INTEGER PRIMARY KEY,
  doc TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES original (sha256),
  text_sha256 TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  record TEXT NOT NULL,
  text TEXT NOT NULL,
  current INTEGER NOT NULL CHECK (current IN (0, 1)),
  made_by TEXT
);
CREATE UNIQUE INDEX version_current ON version (doc) WHERE current = 1;
CREATE INDEX version_text ON version (text_sha256);
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
-- Append-only: a decision is taken back by another one that undoes it.
CREATE TABLE decision (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  judgement TEXT NOT NULL,
  unit TEXT NOT NULL,
  name TEXT NOT NULL,
  surface TEXT,
  other TEXT NOT NULL,
  other_name TEXT NOT NULL,
  note TEXT NOT NULL,
  undoes INTEGER REFERENCES decision (number)
);
-- What people say of findings, append-only too. doc holds the names of the documents that the finding speaks of, one a
-- line; words what it said then, emptied where one of these documents was erased.
CREATE TABLE verdict (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  finding TEXT NOT NULL,
  "check" TEXT NOT NULL,
  verdict TEXT NOT NULL,
  words TEXT NOT NULL,
  doc TEXT NOT NULL,
  note TEXT NOT NULL,
  undoes INTEGER REFERENCES verdict (number)
);
-- Which documents were taken out: how many versions of them were held, and whether their bytes and words went, too.
CREATE TABLE removal (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  doc TEXT NOT NULL,
  sha256 TEXT,
  versions INTEGER NOT NULL,
  erased INTEGER NOT NULL CHECK (erased IN (0, 1))
);
-- What people corrected in what was read, append-only too: where the words stand (quote to counted_in, word), what was
-- read, what holds instead. The words are emptied where the document was erased.
CREATE TABLE correction (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  doc TEXT NOT NULL,
  change TEXT NOT NULL,
  task TEXT NOT NULL,
  quote TEXT NOT NULL,
  nth INTEGER NOT NULL,
  preceding TEXT NOT NULL,
  following TEXT NOT NULL,
  telling TEXT NOT NULL,
  counted_in TEXT NOT NULL,
  words TEXT NOT NULL,
  word INTEGER NOT NULL,
  implied INTEGER NOT NULL CHECK (implied IN (0, 1)),
  read TEXT,
  role TEXT,
  unit TEXT,
  name TEXT,
  first_day TEXT,
  last_day TEXT,
  value REAL,
  note TEXT NOT NULL,
  undoes INTEGER REFERENCES correction (number),
  rrule TEXT,
  indicator TEXT,
  comparison TEXT,
  measure TEXT
);
CREATE INDEX correction_doc ON correction (doc);
CREATE TRIGGER correction_stays BEFORE DELETE ON correction
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER correction_unchanged BEFORE UPDATE ON correction
WHEN NEW.task || NEW.quote || NEW.preceding || NEW.following || NEW.words || COALESCE (NEW.read, '') != ''
  OR COALESCE (NEW.rrule, '') || COALESCE (NEW.indicator, '') || COALESCE (NEW.measure, '') != ''
  OR (NEW.number, NEW.at, NEW.who, NEW.doc, NEW.change, NEW.nth, NEW.telling, NEW.counted_in, NEW.word, NEW.implied, NEW.role, NEW.unit, NEW.name, NEW.first_day, NEW.last_day, NEW.value, NEW.note, NEW.undoes, NEW.comparison)
  IS NOT (OLD.number, OLD.at, OLD.who, OLD.doc, OLD.change, OLD.nth, OLD.telling, OLD.counted_in, OLD.word, OLD.implied, OLD.role, OLD.unit, OLD.name, OLD.first_day, OLD.last_day, OLD.value, OLD.note, OLD.undoes, OLD.comparison)
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER decision_stays BEFORE DELETE ON decision
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER decision_unchanged BEFORE UPDATE ON decision
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER removal_stays BEFORE DELETE ON removal
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER removal_unchanged BEFORE UPDATE ON removal
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER verdict_stays BEFORE DELETE ON verdict
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER verdict_unchanged BEFORE UPDATE ON verdict WHEN NEW.words != '' OR (NEW.number, NEW.at, NEW.who, NEW.finding, NEW."check", NEW.verdict, NEW.doc, NEW.note, NEW.undoes)
  IS NOT (OLD.number, OLD.at, OLD.who, OLD.finding, OLD."check", OLD.verdict, OLD.doc, OLD.note, OLD.undoes)
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
