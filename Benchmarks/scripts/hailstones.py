# The longest hailstone sequence that starts below `size`, remembering the lengths that are known.
# Task: Rosetta Code, "Hailstone sequence".
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 150_000

lengths = [0] * size
lengths[1] = 1
best = 1
for start in range(2, size):
    n = start
    steps = 0
    while n >= start:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        steps += 1
    lengths[start] = steps + lengths[n]
    if lengths[start] > lengths[best]:
        best = start
print(f"{best} takes {lengths[best]} steps")
