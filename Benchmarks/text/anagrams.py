# Groups words that consist of the same letters, and shows the largest groups.
# Task: Rosetta Code, "Anagrams".
import sys
from collections import defaultdict

size = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000

consonants = "bcdfghklmnprst"
vowels = "aeiou"
seed = 3


def next_number(below):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % below


words = []
for _ in range(size):
    pairs = [consonants[next_number(14)] + vowels[next_number(5)] for _ in range(3)]
    words.append("".join(pairs))
words = list(dict.fromkeys(words))

by_letters = defaultdict(list)
for word in words:
    by_letters["".join(sorted(word))].append(word)
groups = list(by_letters.values())
most = max(len(group) for group in groups)
for group in [group for group in groups if len(group) == most][:3]:
    print(" ".join(sorted(group)[:8]))
print(len(words), len(groups), most)
