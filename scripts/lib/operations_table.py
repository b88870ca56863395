"""Reads the table of operations, and makes programs of it in ImgFlow and in Python."""

import collections
import csv
import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDER = os.path.join(ROOT, "Benchmarks", "operations")
FILES = os.path.join(FOLDER, "files")

# A `⏎` in the table is a line end in the code.
Row = collections.namedtuple("Row", "name imgflow python imgflow_result python_result")
Value = collections.namedtuple("Value", "name imgflow python")


def rows():
    """The operations that are measured; those that cannot be have a reason instead of code."""
    return [row for row in read("table.tsv", Row) if not row.imgflow.startswith("- ")]


def has_python(row):
    return not row.python.startswith("- ")


def read(name, make):
    with open(os.path.join(FOLDER, name), newline="") as file:
        lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(lines)
        cells = [[cell.replace("⏎", "\n") for cell in line] for line in lines if not line[0].startswith("#")]
    width = len(make._fields)
    return [make(*line, *[""] * (width - len(line))) for line in cells]


VALUES = {value.name: value for value in read("values.tsv", Value)}


def declarations(code, language, found=None):
    """The declarations of the values that code uses, and of those that these use, each once."""
    found = {} if found is None else found
    for name in re.findall(r"(?<!\w)(?<![^.]\.)[A-Za-z]\w*", code):
        if name in VALUES and name not in found:
            declaration = getattr(VALUES[name], language)
            found[name] = None
            declarations(declaration, language, found)
            # Behind what it needs.
            del found[name]
            found[name] = declaration
    return [text for text in found.values() if text]


def is_global(declaration):
    return declaration.startswith(("fn ", "def ", "import "))


# Programs


def program(language, chosen, frame, main):
    """The functions that `frame` makes of operations, in the list `operations`, and after them `main`.

    `frame` takes the declarations of an operation and its code, and returns a function without its name.
    """
    shared, functions = {}, []
    for row in chosen:
        code, result = getattr(row, language), getattr(row, f"{language}_result")
        needed = declarations(f"{code} {result}", language)
        shared.update(dict.fromkeys(filter(is_global, needed)))
        functions.append(frame([text for text in needed if not is_global(text)], code, result))
    word, opening = ("fn", "let ") if language == "imgflow" else ("def", "")
    named = [f"{word} operation{number}{text}" for number, text in enumerate(functions)]
    listed = ", ".join(f"operation{number}" for number in range(len(functions)))
    first = ["from library import *"] if language == "python" else []
    return "\n".join([*first, *shared, *named, f"{opening}operations = [{listed}]", main, ""])


# The operation that does nothing, which is the loop itself.
NOTHING = Row("nothing", "", "pass", "", "")


def imgflow_loop(declared, code, _):
    return "(turns) {\n" + "\n".join([*declared, f"for _ in 0..<turns {{\n{code}\n}}", "null"]) + "\n}"


def python_loop(declared, code, _):
    return "(turns):\n" + indented("\n".join([*declared, "for _ in range(turns):", indented(code)]))


def imgflow_result(declared, code, result):
    lines = [*declared, code, result] if result else [*declared, code]
    return "() {\n" + "\n".join(lines) + "\n}"


def python_result(declared, code, result):
    lines = [*declared, code, f"return {result}"] if result else [*declared, f"return {code}"]
    return "():\n" + indented("\n".join(lines))


def indented(code):
    return "\n".join(" " + line for line in code.splitlines())
