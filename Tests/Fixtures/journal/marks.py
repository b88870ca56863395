"""The marks of rows, as RowMark.swift has them, written once more from its description: FNV-1a of 64 bits over the
columns."""


def mark(row):
    value = 0xCBF29CE484222325
    for column in row:
        text = "" if column is None else f"i{column}" if isinstance(column, int) else f"s{column}"
        for byte in text.encode() + b"\xff":
            value = (value ^ byte) * 0x100000001B3 % 2**64
    return value - 2**64 if value >= 2**63 else value


def seal(database, table, columns, change, *values):
    """Changes the rows of a table that have its marks, and marks them anew."""
    rows = lambda: database.execute(f"SELECT rowid, mark, {', '.join(columns)} FROM {table}").fetchall()
    for _, found, *row in rows():
        assert found == mark(row), f"the mark of {row} is another one"
    database.execute(change, values)
    for rowid, _, *row in rows():
        database.execute(f"UPDATE {table} SET mark = ? WHERE rowid = ?", [mark(row), rowid])
    database.commit()
    database.close()
