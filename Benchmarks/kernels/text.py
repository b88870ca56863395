import sys


def run(count):
    text = "; ".join([f"item {i} of {count}" for i in range(count)])
    found = 0
    letters = 0
    for part in text.split("; "):
        if "99" in part:
            found += 1
        letters += len(part.upper())
    return [found, letters]


size = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
print(" ".join(str(n) for n in run(size)))
