# Splits a log into a file for each worker, and merges these again in the order of time.
# Task: the file recipes of cookbooks: splitting, appending, merging sorted files.
import os
import sys

os.makedirs("workers", exist_ok=True)
lines_of = {}


def append(worker, lines):
    with open(f"workers/{worker}.log", "a") as file:
        file.write("\n".join(lines) + "\n")


with open(sys.argv[1]) as file:
    for line in file:
        line = line.rstrip("\n")
        worker = line.split("[")[1].split("]")[0]
        lines_of.setdefault(worker, []).append(line)
        if len(lines_of[worker]) == 500:
            append(worker, lines_of[worker])
            lines_of[worker] = []
for worker, lines in lines_of.items():
    if lines:
        append(worker, lines)

names = sorted(os.listdir("workers"))
parts = []
for name in names:
    with open(f"workers/{name}") as file:
        parts.append(file.read().splitlines())
merged = sorted((line for lines in parts for line in lines), key=lambda line: line[:23])
with open("merged.log", "w") as file:
    file.write("\n".join(merged) + "\n")
same = os.path.getsize("merged.log") == os.path.getsize(sys.argv[1])
print(len(names), len(merged), str(same).lower(), merged[-1])
for name in names[:3]:
    with open(f"workers/{name}") as file:
        print(name, os.path.getsize(f"workers/{name}"), file.readline().rstrip("\n"))
for name in names:
    os.remove(f"workers/{name}")
