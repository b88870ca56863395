# Counts the Pythagorean triples whose perimeter is at most `size`.
# Task: Rosetta Code, "Pythagorean triples".
import math
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 2_500

total = 0
primitive = 0


def gcd(a, b):
    return a if b == 0 else gcd(b, a % b)


for a in range(1, size // 3 + 1):
    for b in range(a + 1, size // 2):
        square = a * a + b * b
        c = math.floor(math.sqrt(square))
        if a + b + c > size:
            break
        if c * c == square:
            total += 1
            if gcd(a, b) == 1:
                primitive += 1
print(f"Up to {size} there are {total} triples, of which {primitive} are primitive")
