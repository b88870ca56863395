# How many letters must change to turn one word into another, for all pairs of a list.
# Task: Rosetta Code, "Levenshtein distance".
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 130

syllables = ["ka", "lo", "mi", "ren", "sta", "tor", "ul", "vex"]
words = [syllables[i % 8] + syllables[i // 8 % 8] + syllables[i * 5 % 8] + syllables[i * 3 % 7] for i in range(size)]


def distance(a: str, b: str) -> int:
    previous = list(range(len(b) + 1))
    for i in range(len(a)):
        current = [i + 1]
        for j in range(len(b)):
            cost = 0 if a[i] == b[j] else 1
            current.append(min(current[j] + 1, previous[j + 1] + 1, previous[j] + cost))
        previous = current
    return previous[-1]


total = 0
closest = (100, "", "")
for i, a in enumerate(words):
    for b in words[i + 1 :]:
        d = distance(a, b)
        total += d
        if d < closest[0]:
            closest = (d, a, b)
print(total, *closest)
