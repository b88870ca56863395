import sys


def run(count):
    numbers = []
    seed = 7
    for i in range(count):
        seed = (seed * 1103515245 + 12345) % 2147483648
        numbers.append(seed)
    ordered = sorted(numbers)
    texts = sorted([f"k{n % 100000}" for n in numbers])
    rows = sorted([{"n": n % 5000, "id": n} for n in numbers], key=lambda row: row["n"])
    total = 0
    for i in range(count):
        total = (total * 31 + ordered[i] + rows[i]["id"]) % 1000000007
    return f"{total} {texts[0]} {texts[count - 1]}"


size = int(sys.argv[1]) if len(sys.argv) > 1 else 150_000
print(run(size))
