# Multiplies two square matrices, which are lists of rows.
# Task: Rosetta Code, "Matrix multiplication".
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 130

a = [[i * 3 + j for j in range(size)] for i in range(size)]
b = [[(i + j) % 7 / 2 for j in range(size)] for i in range(size)]
c = []
for i in range(size):
    row = []
    for j in range(size):
        total = 0.0
        for k in range(size):
            total += a[i][k] * b[k][j]
        row.append(total)
    c.append(row)
trace = 0.0
for i in range(size):
    trace += c[i][i]
print(f"{trace:.2f} {c[0][size - 1]:.2f}")
