-- What is derived from schema.sql's tables: dropped and made again whenever the program's version of it changes.
-- The triples of a version, NULL where they were forgotten since its units have other names; a row says that the
-- document's graph has passed the shapes in this form.
CREATE TABLE published (
  version INTEGER PRIMARY KEY REFERENCES version (id) ON DELETE CASCADE,
  form TEXT NOT NULL,
  triples TEXT
);
CREATE TABLE plan (
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
  pages INTEGER NOT NULL,
  access TEXT,
  access_quote TEXT
);
CREATE TABLE task (
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
CREATE TABLE sector (
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
CREATE INDEX sector_task ON sector (doc, task);
CREATE INDEX sector_id ON sector (id);
CREATE TABLE statement (
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
CREATE TABLE duty (
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
  correction INTEGER,
  read TEXT,
  PRIMARY KEY (doc, id)
);
CREATE INDEX duty_task ON duty (doc, task, role);
CREATE INDEX duty_unit ON duty (unit, doc, task, role, surface);
CREATE INDEX duty_given ON duty (given, surface);
CREATE INDEX duty_statement ON duty (doc, statement);
-- What each surface of a document names by the rules (given) and with the decisions of people (unit).
CREATE TABLE naming (
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
CREATE INDEX naming_unit ON naming (unit);
CREATE INDEX naming_given ON naming (given);
-- How many namings of all documents say the same, so that a unit's name need not be counted again for each document.
CREATE TABLE spelling (
  unit TEXT NOT NULL,
  given TEXT NOT NULL,
  surface TEXT NOT NULL,
  canonical TEXT NOT NULL,
  collective INTEGER NOT NULL,
  place TEXT,
  function TEXT,
  kind TEXT NOT NULL,
  known INTEGER NOT NULL,
  rule TEXT NOT NULL,
  docs INTEGER NOT NULL
);
CREATE INDEX spelling_unit ON spelling (unit);
CREATE INDEX spelling_given ON spelling (given, surface);
-- One row a unit of the whole library, with the full name by which every list calls it.
CREATE TABLE body (
  unit TEXT PRIMARY KEY,
  canonical TEXT NOT NULL,
  collective INTEGER NOT NULL,
  place TEXT,
  function TEXT,
  kind TEXT NOT NULL
);
CREATE INDEX body_place ON body (place);
CREATE TABLE person (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  statement TEXT NOT NULL,
  task TEXT,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  title TEXT,
  rule TEXT
);
CREATE INDEX person_task ON person (doc, task);
CREATE TABLE deadline (
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
  correction INTEGER,
  read TEXT,
  PRIMARY KEY (doc, id)
);
CREATE INDEX deadline_task ON deadline (doc, task);
CREATE INDEX deadline_day ON deadline (last_day);
CREATE TABLE target (
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
  correction INTEGER,
  read TEXT,
  PRIMARY KEY (doc, id)
);
CREATE INDEX target_task ON target (doc, task);
CREATE TABLE convention (
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
-- What was seen and not understood, or deserves a look.
CREATE TABLE issue (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  task TEXT,
  quote TEXT NOT NULL,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL,
  place TEXT,
  PRIMARY KEY (doc, id)
);
-- What was read and people took out (withdrawn), and what became of each correction that was not taken back (applied).
-- In duty, deadline and target, correction is the number of the one that holds there, and read what had been read.
CREATE TABLE withdrawn (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  task TEXT,
  statement TEXT,
  position INTEGER NOT NULL,
  words TEXT NOT NULL,
  unit TEXT,
  canonical TEXT,
  start INTEGER,
  stop INTEGER,
  correction INTEGER NOT NULL,
  read TEXT
);
CREATE INDEX withdrawn_task ON withdrawn (doc, task);
CREATE TABLE applied (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  state TEXT NOT NULL,
  task TEXT,
  PRIMARY KEY (doc, number)
);
-- Which duties a deadline binds: those whose statement governs it, or all of its task where no statement does.
CREATE VIEW deadline_duty AS
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
CREATE VIEW target_duty AS
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
-- The smallest hashes of what a plan says, and which plans say nearly the same: one plan in two forms.
CREATE TABLE sketch (
  doc TEXT PRIMARY KEY REFERENCES plan (doc) ON DELETE CASCADE,
  hashes BLOB NOT NULL
);
CREATE TABLE twin (
  doc TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  other TEXT NOT NULL REFERENCES plan (doc) ON DELETE CASCADE,
  share REAL NOT NULL,
  PRIMARY KEY (doc, other)
);
CREATE INDEX twin_other ON twin (other);
