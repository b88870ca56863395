# Doors in a corridor: the first walk opens every one, the second toggles every second one, and so on.
# Task: Rosetta Code, "100 doors".
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 120_000

doors = [False] * size
for walk in range(1, size + 1):
    door = walk - 1
    while door < size:
        doors[door] = not doors[door]
        door += walk
opened = []
for i, is_open in enumerate(doors):
    if is_open:
        opened.append(i + 1)
print(f"{len(opened)} doors are open, the last is {opened[-1]}")
