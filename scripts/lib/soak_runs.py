"""A run of a script that is killed and resumed until it is done."""

import hashlib
import json
import os
import shutil
import signal
import subprocess

KILLED = -signal.SIGKILL
# A run that is resumed more often, or takes more seconds, has no end.
MOST_RESUMES, LONGEST = 2000, 1200


class Failed(Exception):
    """What must not happen: a run that does not end, or that ends otherwise than one that was left alone."""


class Programs:
    """The programs of a build."""

    def __init__(self, folder):
        # The programs start in folders of their own.
        folder = os.path.abspath(folder)
        self.imgflow = os.path.join(folder, "imgflow")
        self.sandbox = os.path.join(folder, "imgflow-sandbox")
        for program in (self.imgflow, self.sandbox):
            if not os.path.exists(program):
                raise SystemExit(f"{program} does not exist: name the folder of a build with --build")


class Run:
    """A script in a folder of its own, from its start to the end of its last resume."""

    def __init__(self, programs, folder, script, arguments):
        self.programs, self.script, self.arguments = programs, script, arguments
        self.folder = os.path.join(folder, "work")
        self.state = os.path.join(folder, "state")
        # Gives what became of an unknown step, by its name and arguments, and by how many equal ones have a result: its
        # own result, or None if it was not done.
        self.settle = None
        self.kills, self.resumes, self.unknown = 0, 0, []
        for path in (self.folder, self.state):
            shutil.rmtree(path, ignore_errors=True)
            os.makedirs(path)

    def start(self, kill_at=None, tracer=()):
        return self.imgflow([self.script, *self.arguments], kill_at, tracer)

    def imgflow(self, words, kill_at=None, tracer=(), seconds=None):
        """Runs the program, which may be killed: at a write to the journal, by a tracer, or after some seconds."""
        environment = dict(os.environ, XDG_STATE_HOME=self.state)
        if kill_at:
            environment["IMGFLOW_TEST_KILL_AT"] = str(kill_at)
        with subprocess.Popen([*tracer, self.programs.imgflow, *words], cwd=self.folder, env=environment, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            try:
                output, errors = process.communicate(timeout=seconds or LONGEST)
            except subprocess.TimeoutExpired:
                process.kill()
                output, errors = process.communicate()
                if not seconds:
                    raise Failed(f"it hangs: {words} {errors}") from None
        return subprocess.CompletedProcess(words, process.returncode, output, errors)

    def to_the_end(self, moments):
        """Starts the run, and resumes it until it is done; returns what it printed. `moments` has the seconds after which
        a process is killed, the last first; they are used up."""
        process = self.start_for(moments)
        while process.returncode != 0:
            process = self.resume(process, moments)
        return process.stdout

    def finish(self, kill_at=()):
        """Resumes a run that was killed until it is done; returns what it printed. `kill_at` has the writes at which
        resumes are killed."""
        process = self.resume(None, [], *kill_at)
        while process.returncode != 0:
            process = self.resume(process, [])
        return process.stdout

    def start_for(self, moments):
        return self.counted([self.script, *self.arguments], moments)

    def resume(self, before, moments, kill_at=None):
        """Resumes the run after a process that ended as it did; nil for one that was killed."""
        if self.resumes == MOST_RESUMES:
            raise Failed("it does not come to an end")
        self.resumes += 1
        words = [] if before is None or before.returncode == KILLED else self.assumptions(before)
        process = self.counted(["resume", "last", *words], moments, kill_at)
        # It was killed before it did anything: a person starts it again.
        return self.start_for(moments) if "no run has been recorded" in process.stderr else process

    def counted(self, words, moments, kill_at=None):
        process = self.imgflow(words, kill_at, seconds=moments[-1] if moments else None)
        if process.returncode == KILLED:
            self.kills += 1
            del moments[-1:]
        return process

    def assumptions(self, process):
        """What a person says about the steps of which it is unknown whether they were done."""
        if process.returncode != 7:
            raise Failed(f"status {process.returncode}: {process.stderr[-2000:]}")
        words = []
        steps = self.recorded()["effects"]
        for step in steps:
            if step["outcome"] == "in flight" and step["repeat"] == "never":
                # How many equal calls have a result already.
                done = sum(other["ended"] is not None and other["name"] == step["name"]
                           and other["arguments"] == step["arguments"] for other in steps)
                result = self.settle(step["name"], step["arguments"], done)
                self.unknown.append(step["name"])
                outcome = "not-done" if result is None else "done:" + json.dumps(result)
                words += ["--assume", f"{step['step']}={outcome}"]
        return words

    def recorded(self):
        """What `imgflow runs last --json` prints."""
        process = self.imgflow(["runs", "last", "--json"])
        if process.returncode:
            raise Failed(f"the run cannot be shown: status {process.returncode}: {process.stderr}")
        return json.loads(process.stdout)

    def files(self):
        """The digests of what lies in its folder, by name."""
        found = {}
        for folder, _, names in os.walk(self.folder):
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, self.folder)] = hashlib.sha256(file.read()).hexdigest()
        return found
