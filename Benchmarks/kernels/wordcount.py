import sys


def lines(count):
    words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota"]
    result = []
    seed = 42
    for i in range(count):
        line = []
        for j in range(10):
            seed = (seed * 1103515245 + 12345) % 2147483648
            line.append(f"{words[seed // 65536 % 9]}{seed // 524288 % 50}")
        result.append(" ".join(line))
    return result


def run(count):
    counts = {}
    for line in lines(count):
        for word in line.split(" "):
            counts[word] = counts.get(word, 0) + 1
    entries = sorted(counts.items(), key=lambda e: e[0])
    top = sorted(entries, key=lambda e: -e[1])[:3]
    return f"{len(counts)} {' '.join(f'{k}={v}' for k, v in top)}"


size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
print(run(size))
