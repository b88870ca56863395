"""Lets the steps of a journal have begun earlier: `earlier.py JOURNAL HOURS`."""
import sqlite3, sys

from marks import seal

columns = ["number", "task", "site", "digest", "occurrence", "arguments", "content", "note", "attempts", "began", "ended",
           "kind", "outcome"]
database = sqlite3.connect(sys.argv[1])
seal(database, "step", columns, "UPDATE step SET began = began - 3600000 * ?", int(sys.argv[2]))
