-- The measures of the co-operation network, kept beside the library. All derived; the file is replaced whole.
CREATE TABLE made (
  made_of TEXT NOT NULL,
  components INTEGER NOT NULL
);
CREATE TABLE circle (
  number INTEGER PRIMARY KEY,
  canonical TEXT NOT NULL,
  head TEXT NOT NULL,
  members INTEGER NOT NULL,
  inside INTEGER NOT NULL
);
-- Units with most shared tasks first; tasks are all that a unit has a part in, place its own jurisdiction.
CREATE TABLE unit (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  canonical TEXT NOT NULL,
  place TEXT,
  tasks INTEGER NOT NULL,
  degree INTEGER NOT NULL,
  strength INTEGER NOT NULL,
  betweenness REAL NOT NULL,
  circle INTEGER,
  articulation INTEGER NOT NULL
);
CREATE INDEX unit_circle ON unit (circle, position);
-- Each pair both ways, so that a unit's partners are found at once.
CREATE TABLE tie (
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  tasks INTEGER NOT NULL,
  bridge INTEGER NOT NULL,
  PRIMARY KEY (a, b)
) WITHOUT ROWID;
