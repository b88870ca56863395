"""What a run of the benchmarks came to: tables on the terminal, in Benchmarks/results.tsv and in the documentation."""

import datetime
import math
import os
import platform
import statistics

from benchmarks import FOLDER, GROUPS, ROOT, SUFFIXES, TUNED

# The start of a process and the use of several processors say nothing about the language.
APART = {"hello", "parallel"}
RESULTS = os.path.join(FOLDER, "results.tsv")
START, END = "<!-- figures: scripts/bench --record writes them -->\n", "<!-- end of figures -->\n"


class Row:
    """The runs of one program, by language."""

    def __init__(self, program, runs):
        self.program = program
        self.runs = runs
        self.name = f"{program.group}/{program.name}"

    def time(self, language):
        """The median of the processor times, in milliseconds; None if the program is not written in it."""
        runs = self.runs.get(language)
        return statistics.median(run.processor for run in runs) * 1000 if runs else None

    def ratio(self, peer, of="imgflow"):
        """The median of the ratios of neighbouring runs."""
        if peer not in self.runs:
            return None
        return statistics.median(a.processor / b.processor for a, b in zip(self.runs[of], self.runs[peer]))


def counted(rows):
    return [row for row in rows if row.program.name not in APART]


def geometric_mean(rows, peer):
    ratios = [row.ratio(peer) for row in rows]
    logarithms = [math.log(ratio) for ratio in ratios if ratio]
    return math.exp(statistics.fmean(logarithms)) if logarithms else None


def summaries(rows):
    """Names of groups and of all of them, with their rows."""
    rows = counted(rows)
    groups = [(group, [row for row in rows if row.program.group == group]) for group in GROUPS]
    found = [(name, members) for name, members in groups if members]
    if len(found) > 1:
        others = [row for row in rows if row.program.group != TUNED]
        found.append((f"all but {TUNED}", others))
        found.append(("all", rows))
    return found


def peers_of(rows):
    return [peer for peer in SUFFIXES if any(peer in row.runs for row in rows)]


def slower(rows, peer, than=1.0):
    """The rows in which ImgFlow takes more than `than` times as long, the worst first."""
    found = [row for row in counted(rows) if (row.ratio(peer) or 0) > than]
    return sorted(found, key=lambda row: -row.ratio(peer))


def named(rows, peer):
    return ", ".join(f"{row.name} {row.ratio(peer):.2f}" for row in rows) or "none"


def top_level(rows):
    """What scripts take at the top level, against the same inside a function."""
    return [row for row in rows if "function" in row.runs]


# On the terminal


def show(rows, about):
    peers = peers_of(rows)
    languages = ["imgflow", *peers]
    print(about)
    print(f"{'':26}" + "".join(f"{name:>9}" for name in languages) + "".join(f"{'/' + peer:>9}" for peer in peers))
    for row in rows:
        times = "".join(cell(row.time(language), 9, 0) for language in languages)
        print(f"{row.name:26}{times}" + "".join(cell(row.ratio(peer), 9, 2) for peer in peers))
    print("\ngeometric means")
    for name, members in summaries(rows):
        means = "".join(cell(geometric_mean(members, peer), 9, 2) for peer in peers)
        print(f"{name:26}{'':{9 * len(languages)}}{means}  ({len(members)} programs)")
    for peer in peers:
        print(f"\nslower than {peer}: {named(slower(rows, peer), peer)}")
    if scripts := top_level(rows):
        print("\nat the top level against inside a function: "
              + ", ".join(f"{row.program.name} {row.ratio('function'):.2f}" for row in scripts))
    for row in rows:
        if "itself" in row.runs:
            speedup = statistics.median(b.elapsed / a.elapsed for a, b in zip(row.runs["imgflow"], row.runs["itself"]))
            print(f"\n{row.program.name}: {speedup:.2f} times as fast as one after the other, "
                  f"on {os.cpu_count()} processors")
        if row.program.input:
            peaks = ", ".join(f"{language} {runs[0].peak:.0f}" for language, runs in row.runs.items())
            print(f"\npeak memory of {row.name} in MB: {peaks}")
    print("\nmilliseconds of processor time; below 1.00 ImgFlow is faster")


def cell(value, width, digits):
    return f"{value:{width}.{digits}f}" if value else f"{'–':>{width}}"


# In files


def record(rows, about, runs):
    """Writes all figures to Benchmarks/results.tsv, and tables of them between the marks of two pages."""
    write_results(rows)
    machine = f"{os.cpu_count()} processors, {platform.machine()}"
    about = (f"{about}; {machine}; medians of {runs} runs, processor time, {datetime.date.today():%d %B %Y}. "
             "Below 1.00 ImgFlow is faster.\n\n")
    replace_figures(os.path.join(FOLDER, "README.md"), about + program_table(rows))
    replace_figures(os.path.join(ROOT, "docs", "performance.md"), about + group_table(rows) + findings(rows))


def write_results(rows):
    peers = peers_of(rows)
    heads = ["program", "imgflow", *peers, *(f"/{peer}" for peer in peers), "function", "/function"]
    with open(RESULTS, "w", encoding="utf-8") as file:
        print("\t".join(heads), file=file)
        for row in rows:
            times = [cell(row.time(language), 0, 1) for language in ["imgflow", *peers]]
            ratios = [cell(row.ratio(peer), 0, 3) for peer in peers]
            function = [cell(row.time("function"), 0, 1), cell(row.ratio("function"), 0, 3)]
            print("\t".join([row.name, *times, *ratios, *function]), file=file)


def program_table(rows):
    peers = peers_of(rows)
    lines = ["| program | ImgFlow, ms | " + " | ".join(f"/ {peer}" for peer in peers) + " | what it does |",
             "| --- " + "| ---: " * (1 + len(peers)) + "| --- |"]
    for row in rows:
        cells = [f"`{row.name}`", cell(row.time("imgflow"), 0, 0)] + [cell(row.ratio(peer), 0, 2) for peer in peers]
        lines.append("| " + " | ".join([*cells, row.program.summary]) + " |")
    return "\n".join(lines) + "\n"


def group_table(rows):
    peers = peers_of(rows)
    lines = ["| group | programs | " + " | ".join(f"/ {peer}" for peer in peers) + " | worst against python |",
             "| --- | ---: " + "| ---: " * len(peers) + "| --- |"]
    for name, members in summaries(rows):
        means = [cell(geometric_mean(members, peer), 0, 2) for peer in peers]
        worst = max(members, key=lambda row: row.ratio("python") or 0)
        worst = f"`{worst.name}` {worst.ratio('python'):.2f}" if worst.ratio("python") else "–"
        lines.append("| " + " | ".join([name, str(len(members)), *means, worst]) + " |")
    return "\n".join(lines) + "\n"


def findings(rows):
    lines = []
    for peer, limit in (("python", 1), ("debian", 1), ("lua", 2)):
        if peer in peers_of(rows):
            more = f"more than {limit} times as long as" if limit > 1 else "longer than"
            lines.append(f"- {more} {peer}: {named(slower(rows, peer, limit), peer)}")
    if scripts := top_level(rows):
        mean = math.exp(statistics.fmean(math.log(row.ratio("function")) for row in scripts))
        worst = max(scripts, key=lambda row: row.ratio("function"))
        lines.append(f"- scripts at the top level take {mean:.2f} times what they take inside a function, "
                     f"`{worst.name}` {worst.ratio('function'):.2f} times")
    return "\n" + "\n".join(lines) + "\n"


def replace_figures(path, text):
    """Puts a text between the marks of a page."""
    page = open(path, encoding="utf-8").read()
    before, rest = page.split(START)
    _, after = rest.split(END)
    with open(path, "w", encoding="utf-8") as file:
        file.write(before + START + "\n" + text + "\n" + END + after)
