# An index of words: in which lines each occurs, without the frequent ones.
# Task: Python Cookbook, 1.6 (several values for a key) and 1.12 (most frequent items).
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 25_000

vocabulary = [
    "time", "person", "year", "way", "day", "thing", "man", "world", "life", "hand", "part", "child", "eye", "woman",
    "place", "work", "week", "case", "point", "company", "number", "group", "problem", "fact", "the", "of", "and", "a",
]
stop_words = ["the", "of", "and", "a"]

seed = 11


def next_line():
    global seed
    words = []
    for _ in range(9):
        seed = (seed * 1103515245 + 12345) % 2147483648
        word = vocabulary[seed // 65536 % len(vocabulary)]
        words.append(f"{word.upper()}," if seed % 7 == 0 else word)
    return f"  {' '.join(words)}.  "


lines = [next_line() for _ in range(size)]

index = {}
for number, line in enumerate(lines):
    for part in line.strip().split():
        word = part.replace(",", "").replace(".", "").lower()
        if word in stop_words or word == "":
            continue
        index.setdefault(word, []).append(number + 1)
for key, value in sorted(index.items(), key=lambda item: (-len(item[1]), item[0]))[:5]:
    print(f"{key}: {len(value)} times, first in lines {list(dict.fromkeys(value))[:4]}")
print(" ".join(sorted(index)))
