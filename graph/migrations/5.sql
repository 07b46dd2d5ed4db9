-- Decisions of people about units.
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
