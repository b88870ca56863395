# How often each letter occurs in a text, and its share.
# Task: Rosetta Code, "Letter frequency".
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 25_000

sentence = "The quick brown fox jumps over the lazy dog, and nobody knows why. "
text = "".join(sentence[i % 20:] for i in range(size))

counts = {}
total = 0
for c in text.lower():
    if "a" <= c <= "z":
        counts[c] = counts.get(c, 0) + 1
        total += 1
for key, value in sorted(counts.items()):
    print(f"{key} {value:8} {value / total:.3f}")
