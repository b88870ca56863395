# Counts the words of one to six letters in a sequence of DNA.
# Task: Computer Language Benchmarks Game, "k-nucleotide".
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 150_000

seed = 42
letters = []
for i in range(size):
    seed = (seed * 3877 + 29573) % 139968
    letters.append("ACGT"[seed * 4 // 139968])
sequence = "".join(letters)


def counts(length: int) -> dict:
    result = {}
    for start in range(len(sequence) - length + 1):
        word = sequence[start : start + length]
        result[word] = result.get(word, 0) + 1
    return result


for length in range(1, 3):
    total = len(sequence) - length + 1
    for key, value in sorted(counts(length).items(), key=lambda item: (-item[1], item[0])):
        print(f"{key} {value * 100 / total:.3f}")
for word in ["GGT", "GGTA", "GGTATT"]:
    print(f"{counts(len(word)).get(word, 0)}\t{word}")
