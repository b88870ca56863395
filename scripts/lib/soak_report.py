"""The attention report on many images: killed while services fail, and what the journal adds to its time."""

import json
import os
import random
import statistics
import time
from collections import Counter

from soak_night import ROOT, difference
from soak_record import created
from soak_runs import Failed, Run
from soak_settling import Judge
from soak_world import Sandbox, write_images

PICTURES = 200
FAULTS = "error=10%,reset=2%,lost-response=2%,throttle=20/s,expire-token=10s,latency=0..300ms"
KILLS, PAIRS = 3, 3
AREAS = ["headline", "cta"]


def report(options):
    folder = creatives(options)
    expected = Report(options, folder, None).finish([])
    killed = Report(options, folder, f"seed={options.seed},{FAULTS}")
    chance = random.Random(options.seed)
    # With so many faults no process lives for long.
    seen = killed.finish([chance.uniform(1, 6) for _ in range(KILLS)])
    if killed.run.kills < KILLS:
        raise Failed(f"it was killed only {killed.run.kills} times")
    if seen != expected:
        raise Failed(difference(seen, expected))
    run = killed.run
    unknown = ", ".join(f"{count} of {name}" for name, count in sorted(Counter(run.unknown).items()))
    return (f"{PICTURES} images with {FAULTS}, killed {run.kills} times and resumed {run.resumes} times: nothing lost, "
            f"nothing twice; unknown and settled: {unknown}")


def cost(options):
    """Pairs of runs that are left alone, with the latency of a network."""
    folder = creatives(options)
    times = {"with": [], "without": []}
    for pair in range(PAIRS):
        for which, words in (("with", []), ("without", ["--no-journal"])):
            left_alone = Report(options, folder, f"seed={options.seed + pair},latency=0..300ms", words)
            start = time.perf_counter()
            left_alone.finish([])
            times[which].append(time.perf_counter() - start)
    ratio = statistics.median(own / other for own, other in zip(times["with"], times["without"]))
    medians = {which: statistics.median(seconds) for which, seconds in times.items()}
    return (f"{PICTURES} images take {medians['with']:.1f} s with a journal and {medians['without']:.1f} s without; the "
            f"median of the ratios of {PAIRS} pairs is {ratio:.3f}")


def creatives(options):
    """A folder with images, two to a group, each with two areas."""
    folder = os.path.join(options.folder, "c")
    sizes = [(64 + n, 48 + n % 7) for n in range(PICTURES)]
    names = [f"g{n // 2:03}-{'ab'[n % 2]}.png" for n in range(PICTURES)]
    write_images(folder, PICTURES, name=lambda n: names[n], size=lambda n: sizes[n])
    listed = []
    for name, (width, height) in zip(names, sizes):
        areas = [{"name": area, "left": 8 * index, "top": 8, "width": 24, "height": 24} for index, area in enumerate(AREAS)]
        listed.append({"file": name, "width": width, "height": height, "areas": areas})
    with open(os.path.join(folder, "creatives.json"), "w") as file:
        json.dump(listed, file)
    return folder


class Report:
    """One run of the report, in a sandbox with faults."""

    def __init__(self, options, creatives, faults, words=()):
        flags = ["--chaos", faults] if faults else []
        folder = os.path.join(options.folder, "r")
        os.makedirs(folder, exist_ok=True)
        self.sandbox = Sandbox(options.programs.sandbox, folder, "--time-scale", "100", *flags)
        self.sandbox.reset()
        self.run = Run(options.programs, folder, os.path.join(ROOT, "scripts", "attention-report.imgflow"),
                       ["--folder", creatives, "--out", "out", "--sandbox-url", self.sandbox.url, *words])
        self.run.settle = Judge(lambda: self.sandbox.database, None, self.run.folder)

    def finish(self, moments):
        """Lets it run, and kills it after each of these seconds; returns what came of it."""
        output = self.run.to_the_end(moments)
        made = {key: count for key, count in created(self.sandbox.database).items() if key[0].startswith("expoze.")}
        self.sandbox.stop()
        with open(os.path.join(self.run.folder, "out", "attention.json")) as file:
            figures = json.load(file)
        # When it was made, and the addresses of heatmaps, differ from run to run.
        del figures["settings"]["made"]
        for creative in figures["creatives"]:
            del creative["heatmap"]
        files = sorted(os.listdir(os.path.join(self.run.folder, "out")))
        return {"output": output, "figures": figures, "files": files, "created": made}
