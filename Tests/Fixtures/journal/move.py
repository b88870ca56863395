"""Lets a journal be that of a script in another folder: `move.py JOURNAL FOLDER`. The mark of the row is that of RowMark.swift,
written once more from its description: FNV-1a of 64 bits over the columns."""
import sqlite3, sys

columns = ["name", "script", "tree", "arguments", "folder", "seed", "profile", "isRehearsal", "started"]


def mark(row):
    value = 0xCBF29CE484222325
    for column in row:
        text = f"i{column}" if isinstance(column, int) else f"s{column}"
        for byte in text.encode() + b"\xff":
            value = (value ^ byte) * 0x100000001B3 % 2**64
    return value - 2**64 if value >= 2**63 else value


database = sqlite3.connect(sys.argv[1])
row = lambda: database.execute(f"SELECT {', '.join(columns)} FROM run").fetchone()
assert database.execute("SELECT mark FROM run").fetchone()[0] == mark(row()), "the mark is another one"
database.execute("UPDATE run SET script = ? || '/night.imgflow', folder = ?", [sys.argv[2]] * 2)
database.execute("UPDATE run SET mark = ?, owner = NULL", [mark(row())])
database.commit()
database.close()
