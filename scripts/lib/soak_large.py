"""A run with very many steps."""

import os
import time

from soak_runs import Failed, Run

STEPS = 100_000
SCRIPT = """
file.write("begin.txt", "begin")
var last = now()
for _ in 1..<STEPS { last = now() }
file.write("end.txt", "end")
print(last)
"""


def large(options):
    script = os.path.join(options.folder, "large.imgflow")
    with open(script, "w") as file:
        file.write(SCRIPT.replace("STEPS", str(STEPS)))
    run = Run(options.programs, options.folder, script, [])
    first, recorded = timed(run.start)
    again, resumed = timed(lambda: run.imgflow(["resume", "last"]))
    if first.returncode or again.returncode or again.stdout != first.stdout:
        raise Failed(f"it came out differently: {first} {again}")
    folder = os.path.join(run.state, "imgflow", "runs")
    size = sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder))
    steps = run.recorded()["steps"]
    return f"{steps:,} steps: recorded in {recorded:.2f} s, resumed in {resumed:.2f} s, {size / 1e6:.1f} MB"


def timed(body):
    start = time.perf_counter()
    result = body()
    return result, time.perf_counter() - start
