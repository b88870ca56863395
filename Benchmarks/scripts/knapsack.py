# Packs a knapsack: which things have the greatest value within a weight?
# Task: Rosetta Code, "Knapsack problem/0-1".
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 2_500

things = [{"name": f"thing {i}", "weight": 3 + i * 37 % 91, "value": 10 + i * 53 % 181} for i in range(1, 201)]
best = [0] * (size + 1)
for thing in things:
    w = size
    while w >= thing["weight"]:
        value = best[w - thing["weight"]] + thing["value"]
        if value > best[w]:
            best[w] = value
        w -= 1
print(f"within {size}: {best[size]}")
