# The Mandelbrot set as rows of characters, and the number of points in it.
# Task: Computer Language Benchmarks Game, "mandelbrot".
import sys


def escapes(cx, cy, limit=50):
    x = 0.0
    y = 0.0
    for step in range(limit):
        xx = x * x
        yy = y * y
        if xx + yy > 4.0:
            return step
        y = 2.0 * x * y + cy
        x = xx - yy + cx
    return limit


size = int(sys.argv[1]) if len(sys.argv) > 1 else 320
inside = 0
for row in range(size):
    line = ""
    for column in range(size):
        steps = escapes(3.0 * column / size - 2.0, 2.0 * row / size - 1.0)
        if steps == 50:
            inside += 1
        line += " .:-=+*#%@"[steps // 6]
    if row % 20 == 0:
        print(line)
print(inside)
