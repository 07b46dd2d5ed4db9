-- The extraction that read a version; verdicts on findings; removals; what is append-only is so in the file, too.
ALTER TABLE version ADD COLUMN made_by TEXT;
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
