-- The library, schema 5. What came in and what was read from it stands in original and version, what people decided
-- in decision; all else is derived from these and can be made again.
CREATE TABLE IF NOT EXISTS original (
  sha256 TEXT PRIMARY KEY,
  bytes BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS version (
  id INTEGER PRIMARY KEY,
  doc TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES original (sha256),
  text_sha256 TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  record TEXT NOT NULL,
  text TEXT NOT NULL,
  current INTEGER NOT NULL CHECK (current IN (0, 1))
);
CREATE UNIQUE INDEX IF NOT EXISTS version_current ON version (doc) WHERE current = 1;
CREATE INDEX IF NOT EXISTS version_text ON version (text_sha256);
CREATE TABLE IF NOT EXISTS setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
-- Append-only: a decision is taken back by another one that undoes it.
CREATE TABLE IF NOT EXISTS decision (
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
-- The triples of a version, NULL where they were forgotten since its units have other names; a row says that the
-- document's graph has passed the shapes in this form.
CREATE TABLE IF NOT EXISTS published (
  version INTEGER PRIMARY KEY REFERENCES version (id) ON DELETE CASCADE,
  form TEXT NOT NULL,
  triples TEXT
);
CREATE TABLE IF NOT EXISTS plan (
  doc TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  title TEXT NOT NULL,
  number TEXT,
  issuer TEXT,
  jurisdiction TEXT,
  issued TEXT,
  genre TEXT NOT NULL,
  year INTEGER,
  format TEXT NOT NULL,
  recognised INTEGER NOT NULL,
  confidence REAL,
  converted_from TEXT,
  pages INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS task (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  number TEXT,
  title TEXT NOT NULL,
  section TEXT NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  words TEXT NOT NULL,
  place TEXT,
  PRIMARY KEY (doc, id)
);
CREATE TABLE IF NOT EXISTS sector (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  task TEXT NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  label TEXT NOT NULL,
  theme TEXT NOT NULL,
  found_in TEXT NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS sector_task ON sector (doc, task);
CREATE INDEX IF NOT EXISTS sector_id ON sector (id);
CREATE TABLE IF NOT EXISTS statement (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  task TEXT,
  kind TEXT NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  quote TEXT NOT NULL,
  scope_start INTEGER NOT NULL,
  scope_stop INTEGER NOT NULL,
  scope_words TEXT NOT NULL,
  qualifier TEXT,
  open_roles TEXT NOT NULL,
  place TEXT,
  PRIMARY KEY (doc, id)
);
CREATE TABLE IF NOT EXISTS duty (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  id TEXT NOT NULL,
  statement TEXT NOT NULL,
  task TEXT,
  position INTEGER NOT NULL,
  unit TEXT NOT NULL,
  given TEXT NOT NULL,
  canonical TEXT NOT NULL,
  collective INTEGER NOT NULL,
  surface TEXT NOT NULL,
  role TEXT NOT NULL,
  written_role TEXT NOT NULL,
  standing TEXT NOT NULL,
  rule TEXT,
  rule_start INTEGER,
  rule_stop INTEGER,
  start INTEGER,
  stop INTEGER,
  place TEXT,
  PRIMARY KEY (doc, id)
);
CREATE INDEX IF NOT EXISTS duty_task ON duty (doc, task, role);
CREATE INDEX IF NOT EXISTS duty_unit ON duty (unit, role);
CREATE INDEX IF NOT EXISTS duty_given ON duty (given, surface);
CREATE INDEX IF NOT EXISTS duty_statement ON duty (doc, statement);
-- What each surface of a document names by the rules (given) and with the decisions of people (unit).
CREATE TABLE IF NOT EXISTS naming (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  unit TEXT NOT NULL,
  given TEXT NOT NULL,
  surface TEXT NOT NULL,
  mentions INTEGER NOT NULL,
  canonical TEXT NOT NULL,
  collective INTEGER NOT NULL,
  place TEXT,
  function TEXT,
  kind TEXT NOT NULL,
  known INTEGER NOT NULL,
  rule TEXT NOT NULL,
  because TEXT,
  PRIMARY KEY (doc, given, surface)
);
CREATE INDEX IF NOT EXISTS naming_unit ON naming (unit);
CREATE INDEX IF NOT EXISTS naming_given ON naming (given);
-- One row a unit of the whole library, with the full name by which every list calls it.
CREATE TABLE IF NOT EXISTS body (
  unit TEXT PRIMARY KEY,
  canonical TEXT NOT NULL,
  collective INTEGER NOT NULL,
  place TEXT,
  function TEXT,
  kind TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS body_place ON body (place);
CREATE TABLE IF NOT EXISTS person (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  statement TEXT NOT NULL,
  task TEXT,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  title TEXT,
  rule TEXT
);
CREATE INDEX IF NOT EXISTS person_task ON person (doc, task);
CREATE TABLE IF NOT EXISTS deadline (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  task TEXT,
  statement TEXT,
  quote TEXT NOT NULL,
  kind TEXT NOT NULL,
  first_day TEXT,
  last_day TEXT,
  rrule TEXT,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  place TEXT,
  PRIMARY KEY (doc, id)
);
CREATE INDEX IF NOT EXISTS deadline_task ON deadline (doc, task);
CREATE INDEX IF NOT EXISTS deadline_day ON deadline (last_day);
CREATE TABLE IF NOT EXISTS target (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  task TEXT,
  statement TEXT,
  quote TEXT NOT NULL,
  indicator TEXT NOT NULL,
  comparison TEXT NOT NULL,
  value REAL NOT NULL,
  measure TEXT,
  region TEXT,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  place TEXT,
  PRIMARY KEY (doc, id)
);
CREATE INDEX IF NOT EXISTS target_task ON target (doc, task);
CREATE TABLE IF NOT EXISTS convention (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  rule TEXT NOT NULL,
  quote TEXT NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  place TEXT,
  PRIMARY KEY (doc, id)
);
-- Which duties a deadline binds: those whose statement governs it, or all of its task where no statement does.
CREATE VIEW IF NOT EXISTS deadline_duty AS
SELECT f.doc, f.id AS fact, f.last_day, d.id AS duty, d.task, d.unit, d.role
FROM deadline AS f
JOIN duty AS d ON d.doc = f.doc AND d.task = f.task
JOIN statement AS s ON s.doc = d.doc AND s.id = d.statement
WHERE f.statement IS NULL
  OR (min(s.scope_start, s.start) <= f.start AND f.stop <= max(s.scope_stop, s.stop))
UNION ALL
SELECT f.doc, f.id, f.last_day, d.id, d.task, d.unit, d.role
FROM deadline AS f
JOIN duty AS d ON d.doc = f.doc AND d.statement = f.statement
WHERE f.task IS NULL;
-- The same for targets.
CREATE VIEW IF NOT EXISTS target_duty AS
SELECT f.doc, f.id AS fact, d.id AS duty, d.task, d.unit, d.role
FROM target AS f
JOIN duty AS d ON d.doc = f.doc AND d.task = f.task
JOIN statement AS s ON s.doc = d.doc AND s.id = d.statement
WHERE f.statement IS NULL
  OR (min(s.scope_start, s.start) <= f.start AND f.stop <= max(s.scope_stop, s.stop))
UNION ALL
SELECT f.doc, f.id, d.id, d.task, d.unit, d.role
FROM target AS f
JOIN duty AS d ON d.doc = f.doc AND d.statement = f.statement
WHERE f.task IS NULL;
