import sys


def run(count):
    parts = []
    for i in range(count):
        parts.append(f"item {i} of {count}")
    text = "; ".join(parts)
    line = ""
    for i in range(count):
        line += f"x{i % 10}"
    return [len(text), len(line)]


size = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
print(" ".join(str(n) for n in run(size)))
