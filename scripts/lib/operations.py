"""Measures every operation of the table in ImgFlow and in Python, in units of a plain call."""

import argparse
import math
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import benchmarks
import operations_table as table

ROUNDS = 5
# What takes less is as good as nothing: two loops of the same length differ by as much.
LEAST = 5.0
# The operation that is the unit.
FLOOR = "a plain call"
RESULTS = os.path.join(table.ROOT, "Benchmarks", "operations.tsv")
# How much processor time one measurement should take: longer is more exact.
SECONDS = 0.01
# Reads the number of an operation and how often to do it, does it, and says so.
MAIN = {
    "imgflow": """while true {
  let words = input().split(" ")
  operations[words[0].toInt()](words[1].toInt())
  print("done")
}""",
    "python": """while True:
    number, turns = input().split()
    operations[int(number)](int(turns))
    print("done", flush=True)""",
}


def main(words):
    """Measures the operations whose names contain one of the words, and shows or records them."""
    parser = argparse.ArgumentParser(prog="scripts/bench --operations", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="WORD", help="only operations with one of these in their names")
    parser.add_argument("--record", action="store_true", help="write Benchmarks/operations.tsv")
    parser.add_argument("--imgflow", type=shlex.split, help="the command that runs a script")
    options = parser.parse_args(words)
    chosen = [
        row for row in table.rows()
        if row.name == FLOOR or not options.words or any(word in row.name for word in options.words)
    ]
    commands = {
        "imgflow": options.imgflow or benchmarks.built_imgflow(), "python": [benchmarks.real_python("python3")]}
    results = measure(commands, chosen)
    show_progress("")
    lines = [line_of(name, times, results[FLOOR]["imgflow"]) for name, times in results.items()]
    if options.record:
        with open(RESULTS, "w") as file:
            file.write("\n".join([HEADING, *lines, ""]))
    else:
        print("\n".join([HEADING, *lines]).expandtabs(14))
    print(summary(results))


HEADING = "ImgFlow ns\tPython ns\tratio\tplain calls\toperation"


def line_of(name, times, floor):
    ratio = f"{times['imgflow'] / times['python']:.2f}" if "python" in times else "–"
    other = f"{times['python']:.0f}" if "python" in times else "–"
    return f"{times['imgflow']:.0f}\t{other}\t{ratio}\t{times['imgflow'] / floor:.1f}\t{name}"


def summary(results):
    ratios = sorted(times["imgflow"] / times["python"] for times in results.values() if "python" in times)
    mean = math.exp(statistics.fmean(map(math.log, ratios)))
    slow = sum(ratio > 2 for ratio in ratios)
    return (f"{len(ratios)} operations: geometric mean {mean:.2f} of Python's time, the worst {ratios[-1]:.2f}, "
            f"{slow} more than twice as slow")


class Worker:
    """A program that does operations when it is told to, and the processor time that it takes."""

    def __init__(self, command, folder):
        environment = {**os.environ, "PYTHONPATH": table.FOLDER, "PYTHONDONTWRITEBYTECODE": "1"}
        self.errors = open(f"{command[-1]}.errors", "w+")
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self.errors)
        # The number that the kernel gives the clock of a process's time.
        self.clock = (~self.process.pid << 3) | 2
        # The start of the program is over when it has answered.
        self.seconds(0, 0)

    def seconds(self, operation, turns):
        start = time.clock_gettime(self.clock)
        self.process.stdin.write(f"{operation} {turns}\n")
        self.process.stdin.flush()
        while True:
            line = self.process.stdout.readline()
            if line == "done\n":
                return time.clock_gettime(self.clock) - start
            if not line:
                self.errors.seek(0)
                sys.exit(f"operation {operation} of {self.process.args[-1]} failed:\n{self.errors.read()[-2000:]}")

    def turns(self, operation):
        """How many turns take long enough to be measured."""
        turns, taken = 1, 0.0
        while taken < SECONDS / 4:
            taken = self.seconds(operation, turns)
            turns *= 4
        return max(1, int(turns / 4 * SECONDS / taken))

    def end(self):
        self.process.kill()
        self.process.wait()
        self.errors.close()


def measure(commands, chosen):
    """The nanoseconds of each operation by language: `{name: {language: nanoseconds}}`."""
    with tempfile.TemporaryDirectory() as folder:
        files = os.path.join(folder, "files")
        shutil.copytree(table.FILES, files)
        workers = {
            "imgflow": started(folder, "operations.imgflow", commands["imgflow"],
                               table.program("imgflow", [table.NOTHING, *chosen], table.imgflow_loop, MAIN["imgflow"])),
            "python": started(folder, "operations.py", commands["python"],
                              table.program("python", [table.NOTHING, *filter(table.has_python, chosen)], table.python_loop, MAIN["python"])),
        }
        try:
            return measured(workers, chosen)
        finally:
            for worker in workers.values():
                worker.end()


def started(folder, name, command, program):
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        file.write(program)
    return Worker([*command, path], os.path.join(folder, "files"))


def measured(workers, chosen):
    empty = {language: nanoseconds({language: (worker, 0)})[language] for language, worker in workers.items()}
    numbers = {"imgflow": 0, "python": 0}
    results = {}
    for row in chosen:
        pairs = {}
        for language, worker in workers.items():
            if language == "imgflow" or table.has_python(row):
                numbers[language] += 1
                pairs[language] = (worker, numbers[language])
        times = nanoseconds(pairs)
        results[row.name] = {language: max(LEAST, taken - empty[language]) for language, taken in times.items()}
        show_progress(row.name)
    return results


def nanoseconds(pairs):
    """What one turn takes in each language, without what happens before the loop: medians of rounds in turn."""
    turns = {language: worker.turns(number) for language, (worker, number) in pairs.items()}
    taken = {language: [] for language in pairs}
    for _ in range(ROUNDS):
        for language, (worker, number) in pairs.items():
            before = worker.seconds(number, 0)
            taken[language].append((worker.seconds(number, turns[language]) - before) / turns[language])
    return {language: statistics.median(times) * 1e9 for language, times in taken.items()}


def show_progress(name):
    if sys.stderr.isatty():
        print(f"\r{name:60}\r", end="", file=sys.stderr, flush=True)
