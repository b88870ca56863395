-- The journal of one run. The number of the version is in `PRAGMA user_version`.

CREATE TABLE run (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  script TEXT NOT NULL,
  tree TEXT NOT NULL,
  arguments TEXT NOT NULL,
  folder TEXT NOT NULL,
  seed TEXT NOT NULL,
  profile TEXT NOT NULL,
  isRehearsal INTEGER NOT NULL,
  started INTEGER NOT NULL,
  status TEXT NOT NULL,
  since INTEGER NOT NULL,
  -- Each process that takes the run has a higher number than the one before.
  epoch INTEGER NOT NULL DEFAULT 0,
  owner TEXT,
  -- Of what does not change.
  mark INTEGER NOT NULL
);

-- What does not change from call to call of the same place is stored once.
CREATE TABLE site (
  id INTEGER PRIMARY KEY,
  site TEXT NOT NULL,
  name TEXT NOT NULL,
  place TEXT NOT NULL,
  repetition TEXT NOT NULL,
  mark INTEGER NOT NULL,
  UNIQUE (site, name, place, repetition)
);

CREATE TABLE step (
  number INTEGER PRIMARY KEY,
  task TEXT NOT NULL,
  site INTEGER NOT NULL REFERENCES site (id),
  digest TEXT NOT NULL,
  occurrence INTEGER NOT NULL,
  arguments TEXT NOT NULL,
  -- The digest of the files that it sends, and what was noted of the world before it.
  content TEXT NOT NULL,
  note TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  began INTEGER NOT NULL,
  ended INTEGER,
  -- v: a value; e: an error; f: an error that ended the task; k: a value in a file, d: one that was not kept,
  -- by its digest and size; r: the values of equal reads, each with when it began and how long it took.
  kind TEXT,
  outcome TEXT,
  -- Whether it was done after one that is tried anew: the script may not ask for it again.
  isLeft INTEGER NOT NULL DEFAULT 0,
  -- Of all other columns: a damaged row is found, not believed.
  mark INTEGER NOT NULL,
  UNIQUE (task, site, digest, occurrence)
);

-- Tasks that are complete, in place of their steps.
CREATE TABLE item (
  task TEXT PRIMARY KEY,
  steps INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  kind TEXT NOT NULL,
  outcome TEXT NOT NULL,
  mark INTEGER NOT NULL
) WITHOUT ROWID;
