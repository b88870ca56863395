import sys


def run(rounds):
    total = 0
    for i in range(rounds):
        total = (total + i * i) % 1000003
    return total


size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
print(run(size))
