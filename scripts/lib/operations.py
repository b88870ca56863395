"""Measures every operation of the table in ImgFlow and in Python, in units of a plain call."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import operations_table as table

ROUNDS = 3
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


class Worker:
    """A program that does operations when it is told to, and the processor time that it takes."""

    def __init__(self, command, folder):
        environment = {**os.environ, "PYTHONPATH": table.FOLDER, "PYTHONDONTWRITEBYTECODE": "1"}
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)
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
                raise RuntimeError(f"operation {operation} failed")

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
        results[row.name] = {language: max(0.1, taken - empty[language]) for language, taken in times.items()}
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
