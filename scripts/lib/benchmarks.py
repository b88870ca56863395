"""The benchmark programs: which there are, what their first lines say, and how they are run."""

import glob
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDER = os.path.join(ROOT, "Benchmarks")
# The kernels are what the interpreter was tuned on, so they stay out of the mean of the others.
TUNED = "kernels"
GROUPS = ["language", "library", "text", "data", "json", "streams", "files", "scripts", TUNED]
SUFFIXES = {"python": ".py", "debian": ".py", "lua": ".lua", "node": ".js", "jq": ".jq"}
# Of these the code at the top level is also run inside a function.
WRAPPED = "scripts"


class Program:
    """A benchmark: the same program in several languages, and what the first lines of the one in ImgFlow say."""

    def __init__(self, path):
        self.path = path
        self.group, file = os.path.relpath(path, FOLDER).split(os.sep)
        self.name = file.removesuffix(".imgflow")
        head = [line[3:].strip() for line in open(path, encoding="utf-8") if line.startswith("//!")]
        self.summary = head[0] if head else ""
        text = " ".join(head)
        self.small_size = int(found[1]) if (found := re.search(r"Small size: (\d+)", text)) else None
        found = re.search(r"Input: (\S+) of ([\d,]+) rows", text)
        self.input = found[1] if found else None
        self.rows = int(found[2].replace(",", "")) if found else None

    def command(self, language, interpreter, folder, size=None):
        """The words that run the program in a language; None if it is not written in it."""
        path = self.path.removesuffix(".imgflow") + SUFFIXES.get(language, ".imgflow")
        if not interpreter or not os.path.exists(path):
            return None
        input = os.path.join(folder, self.input) if self.input else None
        if language == "jq":
            return interpreter + ["-f", path, input]
        if language in SUFFIXES:
            return interpreter + [path] + [str(word) for word in (input or size,) if word]
        if language == "function":
            if self.group != WRAPPED:
                return None
            path = os.path.join(folder, f"{self.name}.imgflow")
            with open(path, "w", encoding="utf-8") as file:
                file.write(inside_a_function(open(self.path, encoding="utf-8").read()))
        if input:
            return interpreter + [path, "--input", input]
        return interpreter + [path] + (["--size", str(size)] if size else [])


def inside_a_function(source):
    """The same script with everything but imports and parameters inside a function that is then called."""
    head, body = [], []
    for line in source.splitlines():
        (head if re.match(r"//!|///|import |param ", line) else body).append(line)
    return "\n".join(head + ["fn main() {"] + body + ["}", "main()", ""])


def all_programs():
    paths = [path for group in GROUPS for path in sorted(glob.glob(os.path.join(FOLDER, group, "*.imgflow")))]
    return [Program(path) for path in paths]


def selected(programs, names):
    """The programs that groups or names choose; exits when one chooses nothing."""
    if not names:
        return programs
    for name in names:
        if not any(name in (p.group, p.name, f"{p.group}/{p.name}") for p in programs):
            sys.exit(f"unknown benchmark or group: {name}")
    return [p for p in programs if {p.group, p.name, f"{p.group}/{p.name}"} & set(names)]


def interpreters(imgflow, peers):
    """The command that runs a program, for each language that is installed; `function` is ImgFlow's."""
    found = {
        "python": [real_python("python3")],
        "debian": debian_python(),
        "lua": lua() if "lua" in peers else None,
        "node": installed("node", "--jitless", "--no-expose-wasm"),
        "jq": installed("jq", "-r"),
    }
    commands = {peer: found[peer] for peer in SUFFIXES if peer in peers and found[peer]}
    return {"imgflow": imgflow, "function": imgflow, **commands}


def built_imgflow():
    build = subprocess.run([os.path.join(ROOT, "scripts", "build")], stdout=subprocess.PIPE, text=True, check=True)
    return [os.path.join(build.stdout.split()[-1], "imgflow"), "run"]


def real_python(command):
    """The interpreter that a command runs: a version manager's shim would add a shell script's time."""
    asked = subprocess.run(
        [command, "-c", "import os, sys; print(os.path.realpath(sys.executable))"], stdout=subprocess.PIPE, text=True,
        check=True)
    return asked.stdout.strip()


def debian_python():
    """The system's own Python, when `python3` is another one."""
    path = "/usr/bin/python3"
    if not os.path.exists(path) or real_python(path) == real_python("python3"):
        return None
    return [real_python(path)]


def lua():
    """Lua 5.4, installed if that is possible; None without it."""
    if not shutil.which("lua5.4") and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "-q", "lua5.4"], stdout=sys.stderr, check=False)
    return installed("lua5.4")


def installed(name, *options):
    path = shutil.which(name)
    return [path, *options] if path else None


def versions(commands):
    """What the interpreters say they are, in one line."""
    said = []
    for language, command in commands.items():
        if language == "function":
            continue
        flag = "-v" if language == "lua" else "--version"
        asked = subprocess.run([command[0], flag], capture_output=True, text=True, check=False)
        version = (asked.stdout or asked.stderr).strip().split("\n")[0].split(" Copyright")[0].strip()
        version = f"Node {version} --jitless" if language == "node" else version
        said.append(f"{version} of the system" if language == "debian" else version)
    return ", ".join(said)
