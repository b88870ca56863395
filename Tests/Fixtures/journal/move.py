"""Lets a journal be that of a script in another folder: `move.py JOURNAL FOLDER`."""
import sqlite3, sys

from marks import seal

columns = ["name", "script", "tree", "arguments", "folder", "seed", "profile", "isRehearsal", "started"]
database = sqlite3.connect(sys.argv[1])
seal(database, "run", columns, "UPDATE run SET script = ? || '/night.imgflow', folder = ?, owner = NULL",
     *[sys.argv[2]] * 2)
