# Means, medians, deviations and correlation of series of measurements.
# Task: Rosetta Code, "Statistics/Basic" and "Averages/Median"; Python's `statistics`.
import sys
from statistics import correlation, mean, median, pstdev

size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000

seed = 17


def random():
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed / 2147483648


for series in range(1, 9):
    xs = [random() * series for _ in range(size)]
    ys = [x * 2 + random() for x in xs]
    print(" ".join(f"{n:.4f}" for n in [mean(xs), median(xs), pstdev(xs), median(ys), correlation(xs, ys)]))
