"""The instructions of single operations, compared with what was recorded."""

import os

import instructions
import operations_table as table

RECORD = os.path.join(table.ROOT, "Benchmarks", "instructions.tsv")
HEADING = "instructions\toperation\n"
DEARER = 1.2
# A few instructions more or less are the order in which the compiler laid out code.
NOISE = 30
# Operations that write, which ends a measurement; whose work is in the kernel, in other threads, or a matter of
# chance; and those that take long.
LEFT_OUT = (
    "file", "here", "process.", "random", "uuid", "now", "parallel", "timeout", "step", "stream.", "yaml.", "json.lines",
    "zip.", "list.sort of a thousand",
)


def check(imgflow, is_recording):
    """What is wrong: operations that have become dearer, and ones that have no record."""
    counted = counts(imgflow)
    if is_recording:
        write(counted)
        return
    recorded = read()
    for name, count in counted.items():
        if name not in recorded:
            yield f"Benchmarks/instructions.tsv lacks `{name}`: run scripts/costs --record"
        elif count > recorded[name] * DEARER + NOISE:
            yield f"{name}: {count:.0f} instructions, {recorded[name]:.0f} before (Benchmarks/instructions.tsv)"


def counts(imgflow):
    shared, cases = {}, {"": case([], "")}
    for row in table.rows():
        if not row.name.startswith(LEFT_OUT):
            needed = table.declarations(row.imgflow, "imgflow")
            shared.update(dict.fromkeys(filter(table.is_global, needed)))
            cases[row.name] = case([text for text in needed if not table.is_global(text)], row.imgflow)
    found = instructions.counts(imgflow, cases, "\n".join(shared))
    empty = found.pop("")
    return {name: count - empty for name, count in found.items()}


def case(declared, code):
    return "\n".join(["fn $case() {", *declared, instructions.loop(code), "}", "$case()"])


def read():
    with open(RECORD) as file:
        lines = [line.rstrip("\n").split("\t") for line in file if line != HEADING]
    return {name: float(count) for count, name in lines}


def write(counted):
    with open(RECORD, "w") as file:
        file.write(HEADING + "".join(f"{count:.0f}\t{name}\n" for name, count in counted.items()))
