# A pipeline over orders: filter, map, chunk, flatten, zip, partition, group.
# Task: Rosetta Code, "Higher-order functions", and Python Cookbook, chapter 4 (iterators).
import json
import sys
from collections import Counter

size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000

orders = [
    {"id": i, "price": i * 17 % 500 + 1, "tags": [f"t{i % 7}", f"t{i % 3}"], "open": i % 4 != 0} for i in range(size)
]

doubled = [order["price"] * 2 for order in orders if order["open"]]
totals = [sum(doubled[i : i + 10]) for i in range(0, len(doubled), 10)]
tags = Counter(tag for order in orders for tag in order["tags"])
cheap = [order for order in orders if order["price"] < 100]
dear = [order for order in orders if not order["price"] < 100]
changes = [after - before for after, before in zip(totals[1:], totals)]
by_tag = {}
for order in dear:
    by_tag.setdefault(order["tags"][0], []).append(order)
by_tag = {tag: max(order["price"] for order in members) for tag, members in by_tag.items()}

print(len(totals), max(totals), min(totals), len(cheap), len(dear))
print(json.dumps(tags))
print(len([change for change in changes if change > 0]), sum(map(abs, changes)), json.dumps(by_tag))
print(
    str(any(order["price"] > 500 for order in orders)).lower(),
    str(all(order["price"] > 0 for order in orders)).lower(),
    next(order for order in orders if order["price"] == 77)["id"],
)
