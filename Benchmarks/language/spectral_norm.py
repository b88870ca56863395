# The spectral norm of an infinite matrix, approximated on its first rows and columns.
# Task: Computer Language Benchmarks Game, "spectral-norm".
import math
import sys


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v):
    result = []
    for i in range(len(v)):
        total = 0.0
        for j, x in enumerate(v):
            total += entry(i, j) * x
        result.append(total)
    return result


def times_transposed(v):
    result = []
    for i in range(len(v)):
        total = 0.0
        for j, x in enumerate(v):
            total += entry(j, i) * x
        result.append(total)
    return result


size = int(sys.argv[1]) if len(sys.argv) > 1 else 300
u = [1.0] * size
v = []
for _ in range(4):
    v = times_transposed(times(u))
    u = times_transposed(times(v))
vBv = 0.0
vv = 0.0
for a, b in zip(u, v):
    vBv += a * b
    vv += b * b
print(f"{math.sqrt(vBv / vv):.6f}")
