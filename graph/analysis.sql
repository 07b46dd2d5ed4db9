-- What the comparison and the checks find in a library, kept so that pages read it and compute nothing. All derived.
-- made_of names the data and the program that a part was made of; left_out how many more pairs there are than are told.
CREATE TABLE part (
  name TEXT PRIMARY KEY,
  made_of TEXT NOT NULL,
  left_out INTEGER NOT NULL
);
-- Pairs of tasks, best first. line: "years" of two years of one place, "levels" of a place and one inside it, else "";
-- first: the document of such a line that comes first. differs: the aspects in which the two differ, by blanks.
CREATE TABLE pair (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  line TEXT NOT NULL,
  first TEXT,
  differs TEXT NOT NULL,
  score REAL NOT NULL,
  a_doc TEXT NOT NULL,
  a_task TEXT NOT NULL,
  b_doc TEXT NOT NULL,
  b_task TEXT NOT NULL,
  record TEXT NOT NULL
);
CREATE INDEX pair_id ON pair (id);
CREATE INDEX pair_a ON pair (a_doc, a_task);
CREATE INDEX pair_b ON pair (b_doc, b_task);
-- The findings of all checks, in the order of the checks and within each in that of the documents. words: the first
-- quote.
CREATE TABLE finding (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  "check" TEXT NOT NULL,
  kind TEXT NOT NULL,
  doc TEXT NOT NULL,
  task TEXT,
  title TEXT NOT NULL,
  start INTEGER NOT NULL,
  words TEXT NOT NULL,
  record TEXT NOT NULL
);
CREATE INDEX finding_id ON finding (id);
CREATE INDEX finding_check ON finding ("check", position);
-- What a finding speaks of: its own document and task and those of the other side; task is NULL outside tasks.
CREATE TABLE finding_side (
  position INTEGER NOT NULL,
  doc TEXT NOT NULL,
  task TEXT,
  start INTEGER NOT NULL,
  stop INTEGER NOT NULL
);
CREATE INDEX finding_side_of ON finding_side (position);
CREATE INDEX finding_side_doc ON finding_side (doc, task);
