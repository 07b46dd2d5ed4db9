-- Corrections of what was read.
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
  undoes INTEGER REFERENCES correction (number)
);
CREATE INDEX correction_doc ON correction (doc);
CREATE TRIGGER correction_stays BEFORE DELETE ON correction
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER correction_unchanged BEFORE UPDATE ON correction
WHEN NEW.task || NEW.quote || NEW.preceding || NEW.following || NEW.words || COALESCE (NEW.read, '') != ''
  OR (NEW.number, NEW.at, NEW.who, NEW.doc, NEW.change, NEW.nth, NEW.telling, NEW.counted_in, NEW.word, NEW.implied, NEW.role, NEW.unit, NEW.name, NEW.first_day, NEW.last_day, NEW.value, NEW.note, NEW.undoes)
  IS NOT (OLD.number, OLD.at, OLD.who, OLD.doc, OLD.change, OLD.nth, OLD.telling, OLD.counted_in, OLD.word, OLD.implied, OLD.role, OLD.unit, OLD.name, OLD.first_day, OLD.last_day, OLD.value, OLD.note, OLD.undoes)
BEGIN SELECT RAISE (ABORT, 'append-only'); END;
