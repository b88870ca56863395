"""Reads each text in a JSON list with Python's csv module; prints the tables as JSON."""

import csv
import io
import json
import sys

csv.field_size_limit(1 << 30)
with open(sys.argv[1], encoding="utf-8") as file:
    texts = json.load(file)
tables = [
    [row for row in csv.reader(io.StringIO(each["text"], newline=""), delimiter=each["delimiter"], strict=True) if row]
    for each in texts
]
json.dump(tables, sys.stdout)
