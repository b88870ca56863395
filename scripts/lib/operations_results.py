"""Compares what the operations of the table give in ImgFlow and in Python.

  operations_results.py script    prints a script that prints the result of each operation as JSON, a line each
  operations_results.py compare   reads those lines, and prints the operations whose result differs in Python
"""

import json
import sys

import operations_table as table

sys.path.insert(0, table.FOLDER)
COMPARED = [row for row in table.rows() if table.has_python(row)]
MAIN = 'for operation in operations { print(try { json.stringify(operation()) } catch e { "\\(e)" }) }'


def main():
    if sys.argv[1] == "script":
        print(table.program("imgflow", COMPARED, table.imgflow_result, MAIN))
        return
    lines = sys.stdin.read().splitlines()
    if len(lines) != len(COMPARED):
        print(f"{len(lines)} results of {len(COMPARED)} operations")
    scope = {"__file__": __file__}
    exec(table.program("python", COMPARED, table.python_result, ""), scope)
    for row, line, operation in zip(COMPARED, lines, scope["operations"]):
        try:
            result = json.dumps(operation(), ensure_ascii=False)
        except Exception as error:
            result = repr(error)
        if not is_same(line, result):
            print(f"{row.name}: {line} in ImgFlow, {result} in Python")


def is_same(first, second):
    try:
        return json.loads(first) == json.loads(second)
    except ValueError:
        return False


main()
