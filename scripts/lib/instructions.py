"""Counts what the turns of loops cost in instructions, without a clock: valgrind executes the program."""

import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

# How often each loop turns. What the first run prepares, such as caches and memory, is not counted, and the
# difference of the other two is free of what happens once.
TURNS = [20, 60, 260]


def loop(body):
    """The code that turns a loop with this body as often as it takes to measure it."""
    return f'for turns in {TURNS} {{ for _ in 0..<turns {{\n{body}\n}}\nlog("") }}'


def counts(imgflow, cases, prelude=""):
    """The instructions of one turn of each case, by name.

    A case is code that contains one `loop(body)`. Names that begin with `$` differ from case to case.
    """
    pieces = [re.sub(r"\$(\w+)", rf"\1_{number}", code) for number, code in enumerate(cases.values())]
    with tempfile.TemporaryDirectory() as folder:
        totals = profile(imgflow, "\n".join(['log("")', prelude, *pieces]), folder)
    # What the checks say about the script is written before it runs.
    expected = len(cases) * len(TURNS)
    totals = totals[-expected - 1:-1]
    results = {}
    for number, name in enumerate(cases):
        start = len(TURNS) * number
        results[name] = (totals[start + 2] - totals[start + 1]) / (TURNS[2] - TURNS[1])
    return results


def profile(imgflow, source, folder):
    """The instructions between the lines that the script writes to standard error."""
    script = os.path.join(folder, "script.imgflow")
    with open(script, "w") as file:
        file.write(source)
    # A hash that differs from run to run would make counts differ.
    environment = {**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"}
    valgrind = [
        "valgrind", "--tool=callgrind", "--dump-before=write", f"--callgrind-out-file={folder}/profile",
    ]
    run = subprocess.run(
        [*valgrind, *imgflow, script], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        sys.exit(f"failed:\n{run.stderr[-4000:]}")
    numbered = sorted(glob.glob(f"{folder}/profile.*"), key=lambda path: int(path.rsplit(".", 1)[1]))
    return [total(path) for path in [*numbered, f"{folder}/profile"]]


def total(path):
    with open(path) as file:
        return int(re.search(r"^(?:summary|totals): (\d+)", file.read(), re.MULTILINE).group(1))


def is_possible():
    return shutil.which("valgrind") is not None
