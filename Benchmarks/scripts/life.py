# The Game of Life on a torus, as a list of rows.
# Task: Rosetta Code, "Conway's Game of Life".
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 220

cells = [[1 if (x * 7 + y * 13 + x * y) % 5 < 2 else 0 for x in range(size)] for y in range(size)]
for generation in range(12):
    following = []
    for y in range(size):
        above = cells[(y + size - 1) % size]
        here = cells[y]
        below = cells[(y + 1) % size]
        row = []
        for x in range(size):
            left = (x + size - 1) % size
            right = (x + 1) % size
            neighbours = (
                above[left] + above[x] + above[right] + here[left] + here[right] + below[left] + below[x] + below[right]
            )
            row.append(1 if neighbours == 3 or (neighbours == 2 and here[x] == 1) else 0)
        following.append(row)
    cells = following
print("alive:", sum(sum(row) for row in cells))
for row in cells[:4]:
    print("".join("#" if cell == 1 else "." for cell in row[:60]))
