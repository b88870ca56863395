"""Two hundred steps, killed at many points."""

import json
import os
import random
import re
import threading
import traceback
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from soak_runs import KILLED, Failed, Run
from soak_record import created
from soak_settling import Judge, require_looks
from soak_world import Sandbox, Service, write_images

LIB = os.path.dirname(os.path.abspath(__file__))
# The calls of the system by which something gets out of the program, or into it.
CALLS = ["fdatasync", "pwrite64", "write", "read", "renameat", "unlink"]
# How many points a sample has.
SAMPLE = 2


class World:
    """All that one run after the other works with."""

    def __init__(self, options, name, has_own_sandbox=False):
        self.programs = options.programs
        self.folder = os.path.join(options.folder, name)
        self.images = os.path.join(self.folder, "images")
        os.makedirs(self.images)
        write_images(self.images, 12, size=lambda n: (40 + n, 30 + n) if n < 10 else (256 + n, 257 + n))
        self.sandbox = None if has_own_sandbox else Sandbox(
            self.programs.sandbox, self.folder, "--time-scale", "1000")
        self.service = None if has_own_sandbox else Service(self.sandbox.url.removeprefix("http://"))

    def run(self):
        """A run that has not started, in a world as new."""
        where = ["--sandbox", "--time-scale", "1000"]
        if self.sandbox:
            self.service.reset()
            self.sandbox.reset()
            where = ["--sandbox-url", self.service.url, "--service", self.service.url]
        run = Run(self.programs, self.folder, os.path.join(LIB, "soak_steps.imgflow"),
                  ["--images", self.images, *where])
        database = lambda: self.sandbox.database if self.sandbox else own_database(run)
        run.settle = Judge(database, self.service, run.folder)
        return run

    def created(self):
        """What was created; of a sandbox of the run itself nothing is left when it has ended."""
        return created(self.sandbox.database) + self.service.created() if self.sandbox else None

    def stop(self):
        if self.sandbox:
            self.service.shutdown()
            self.sandbox.stop()


def own_database(run):
    """The file of the sandbox that a run has started itself."""
    folder = os.path.join(run.state, "imgflow", "runs")
    [name] = [name for name in os.listdir(folder) if name.endswith(".sandbox")]
    return os.path.join(folder, name)


class Expected:
    """What a run that was left alone has printed, written and created."""

    def __init__(self, world):
        run = world.run()
        process = run.start()
        if process.returncode != 0:
            raise Failed(f"the script fails by itself: {process.stderr}")
        self.output, self.files, self.created = process.stdout, run.files(), world.created()
        recorded = run.recorded()
        self.steps = recorded["steps"]
        require_looks(effect["name"] for effect in recorded["effects"] if effect["repeat"] == "never")

    def check(self, world, run, output, point):
        """Compares what came of a run that was killed."""
        if output != self.output:
            raise Failed(f"{point}: it printed\n{output}instead of\n{self.output}")
        if (files := run.files()) != self.files:
            names = sorted(name for name in {*files, *self.files} if files.get(name) != self.files.get(name))
            raise Failed(f"{point}: these files are different: {', '.join(names)}")
        if (made := world.created()) != self.created:
            raise Failed(f"{point}: created too often: {dict(made - self.created)}, not created: "
                         f"{dict(self.created - made)}")


class Soak:
    """Many points at which the same script is killed, several at a time."""

    def __init__(self, options, has_own_sandbox=False):
        self.options = options
        self.worlds = [World(options, f"{n}", has_own_sandbox) for n in range(options.jobs)]
        self.expected = Expected(self.worlds[0])
        self.lock = threading.Lock()
        self.free = list(self.worlds)
        self.killed, self.resumes, self.unknown = 0, 0, Counter()

    def kill(self, points):
        """Kills a run at each of the points, and resumes it: numbers of writes, or calls of the system with numbers."""
        with ThreadPoolExecutor(len(self.worlds)) as pool:
            problems = [problem for problem in pool.map(self.problem, points) if problem]
        for world in self.worlds:
            world.stop()
        if self.killed == 0 and not problems:
            raise Failed("no run was killed")
        if problems:
            raise Failed(f"{len(problems)} of {self.killed} points\n" + "\n".join(map(str, problems[:5])))

    def problem(self, point):
        with self.lock:
            world = self.free.pop()
        try:
            self.kill_at(world, point)
        except Failed as problem:
            return f"{point}: {problem}"
        except Exception:
            # The other points are tried all the same.
            return f"{point}: {traceback.format_exc()}"
        finally:
            with self.lock:
                self.free.append(world)

    def kill_at(self, world, point):
        run = world.run()
        process = run.start(tracer=injecting(*point)) if isinstance(point, tuple) else run.start(kill_at=point)
        if process.returncode == 0:
            return self.expected.check(world, run, process.stdout, point)
        if process.returncode != KILLED:
            raise Failed(f"status {process.returncode}: {process.stderr}")
        # One resume in three is killed too.
        chance = random.Random(f"{self.options.seed} {point}")
        output = run.finish([chance.randint(1, 300)] if chance.random() < 1 / 3 else [])
        with self.lock:
            self.killed += 1
            self.resumes += run.resumes
            self.unknown.update(run.unknown)
        self.expected.check(world, run, output, point)

    def __str__(self):
        unknown = ", ".join(f"{count} of {name}" for name, count in sorted(self.unknown.items())) or "none"
        return (f"{self.expected.steps} steps, killed at {self.killed} points and resumed {self.resumes} times: "
                f"nothing lost, nothing twice; unknown and settled: {unknown}")


def writes(options):
    return killed_at_writes(Soak(options), options)


def own(options):
    return killed_at_writes(Soak(options, has_own_sandbox=True), options, options.every)


def killed_at_writes(soak, options, every=1):
    if options.short:
        # There are at least as many writes as steps, and each write is two points.
        points = random.Random(options.seed).sample(range(1, 2 * soak.expected.steps), SAMPLE)
    else:
        points = range(1, last_write(soak.worlds[0]) + 1, every)
    soak.kill(points)
    return soak


def last_write(world):
    """The number of the last write at which a run can be killed."""
    def is_killed(point):
        return world.run().start(kill_at=point).returncode == KILLED
    low, high = 1, 256
    while is_killed(high):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if is_killed(middle) else (low, middle)
    return low


def calls(options):
    soak = Soak(options)
    most, syncs = call_counts(soak.worlds[0])
    # Each change is two commits, of its intent and of its outcome, and each commit waits for the disk.
    if syncs < soak.expected.steps:
        raise Failed(f"{soak.expected.steps} steps have waited for the disk only {syncs} times")
    points = [(call, number) for call, count in most.items() for number in range(1, count + 1, options.every)]
    soak.kill(random.Random(options.seed).sample(points, SAMPLE) if options.short else points)
    return soak


def injecting(call, number):
    """Kills a program at the n-th call of a thread."""
    return ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e",
            f"inject={call}:signal=KILL:when={number}"]


def call_counts(world):
    """How often the busiest thread of a run makes each call, since strace counts them by thread; and how often all of
    them wait for the disk."""
    log = os.path.join(world.folder, "calls")
    world.run().start(tracer=["strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join(CALLS)])
    counts = Counter()
    with open(log) as file:
        for line in file:
            if match := re.match(r"(\d+) +(\w+)\(", line):
                counts[match.groups()] += 1
    most = Counter()
    for (_, call), count in counts.items():
        most[call] = max(most[call], count)
    return most, sum(count for (_, call), count in counts.items() if call == "fdatasync")
