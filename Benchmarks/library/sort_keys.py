# Sorts records by several keys: by one after the other, by a tuple of keys, and by text without regard to case.
# Task: Rosetta Code, "Sort using a custom comparator" and "Sort stability"; Python Cookbook, 1.13.
import sys
from functools import reduce

size = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000

names = ["Ada", "bob", "Cy", "dora", "Eve", "finn", "Gus", "hal", "Ida", "jon"]
people = [
    {"name": f"{names[i * 7 % 10]} {i % 91}", "age": 18 + i * 31 % 60, "city": f"city {i * 13 % 37}", "id": i}
    for i in range(size)
]

by_age = sorted(people, key=lambda p: p["age"], reverse=True)
by_city_and_age = sorted(people, key=lambda p: (p["city"], -p["age"], p["name"].lower()))
by_keys = sorted(people, key=lambda p: (p["age"], p["id"] % 100))
longest = max(people, key=lambda p: len(p["name"]))


def checksum(rows):
    return reduce(lambda total, row: (total * 31 + row["id"]) % 1_000_000_007, rows, 7)


for rows in [by_age, by_city_and_age, by_keys]:
    print(checksum(rows), rows[0]["name"], rows[-1]["city"])
print(longest["name"], sorted((p["name"] for p in people), reverse=True)[0])
