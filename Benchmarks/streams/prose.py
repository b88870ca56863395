# The most frequent words of a large text, read line by line, and the longest lines.
# Task: Rosetta Code, "Word frequency"; "Read a file line by line".
import sys
from itertools import islice


def counted(lines, shortest=1):
    counts = {}
    for line in lines:
        for word in line.lower().split():
            clean = word[:-1] if word.endswith(".") else word
            if len(clean) >= shortest:
                counts[clean] = counts.get(clean, 0) + 1
    return counts


def lines_of(path):
    with open(path) as file:
        for line in file:
            yield line.rstrip("\n")


counts = counted(lines_of(sys.argv[1]), shortest=3)
for i, (key, value) in enumerate(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:8]):
    print(f"{i + 1:02} {key:10}{value}")
long = (line.upper() for line in lines_of(sys.argv[1]) if len(line) > 60)
for line in islice(long, 3):
    print(line)
print(len(counts), sum(counts.values()))
