"""Counts what the turns of loops cost in instructions, without a clock: valgrind executes the program."""

import collections
import glob
import os
import re
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
    expected = len(cases) * len(TURNS)
    # What the checks say about the script is written before it runs.
    totals = profile(imgflow, "\n".join([prelude, *pieces, ""]))[-expected:]
    if len(totals) != expected:
        sys.exit(f"valgrind wrote {len(totals)} profiles for {len(cases)} loops")
    results = {}
    for number, name in enumerate(cases):
        _, few, many = totals[len(TURNS) * number:][:len(TURNS)]
        results[name] = (many - few) / (TURNS[2] - TURNS[1])
    return results


def profile(imgflow, source):
    """The instructions between the lines that a script writes to standard error."""
    with tempfile.TemporaryDirectory() as folder:
        script = os.path.join(folder, "script.imgflow")
        with open(script, "w") as file:
            file.write(source)
        # Other threads do things from time to time. Tables differ from run to run unless hashes do not.
        valgrind = [
            "valgrind", "--tool=callgrind", "--separate-threads=yes", "--dump-before=write",
            f"--callgrind-out-file={folder}/profile",
        ]
        # What was freed is reused at once, however much that is: else an allocation costs 260 instructions more or less
        # by what the heap looks like.
        environment = {
            **os.environ, "SWIFT_DETERMINISTIC_HASHING": "1", "GLIBC_TUNABLES": "glibc.malloc.tcache_count=1000"}
        run = subprocess.run(
            [*valgrind, *imgflow, script], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False)
        if run.returncode != 0:
            sys.exit(f"failed:\n{run.stderr[-4000:]}")
        return sums(folder)


def sums(folder):
    """The sums of the profiles of the thread that runs the script, in order."""
    threads = collections.defaultdict(list)
    for path in glob.glob(f"{folder}/profile.*-*"):
        number, thread = path.rsplit(".", 1)[1].split("-")
        with open(path) as file:
            total = re.search(r"^(?:summary|totals): (\d+)", file.read(), re.MULTILINE)
        threads[thread].append((int(number), int(total.group(1))))
    return [count for _, count in sorted(max(threads.values(), key=len))]
