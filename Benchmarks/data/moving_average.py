# Moving averages, peaks and gaps of a series of measurements.
# Task: Rosetta Code, "Averages/Simple moving average".
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 150_000

series = [None if i % 97 == 0 else 20 + (i * 7919 % 1000) / 50 + (i % 24) / 4 for i in range(size)]


def moving_average(values, window=12):
    averages = []
    recent = []
    for value in values:
        if value is not None:
            recent.append(value)
        if len(recent) > window:
            recent.pop(0)
        averages.append(None if not recent else sum(recent) / len(recent))
    return averages


short = moving_average(series)
long = moving_average(series, window=48)
crossings = 0
for i in range(1, size):
    if short[i - 1] is None or long[i - 1] is None:
        continue
    if (short[i - 1] < long[i - 1]) != (short[i] < long[i]):
        crossings += 1
gaps = len([value for value in series if value is None])
peak = max(value for value in series if value is not None)
print(crossings, gaps, f"{peak:.3f} {short[-1]:.4f} {long[-1]:.4f}")
