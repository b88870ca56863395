# Who subscribes to what: union, intersection, difference and duplicates of lists of addresses.
# Task: Rosetta Code, "Set" and "Remove duplicate elements"; Python Cookbook, 1.10.
import json
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 90_000

news = [f"user{i * 7 % (size + 11)}@example.com" for i in range(size)]
offers = [f"user{i * 3 % size}@example.com" for i in range(size)]
blocked = [f"user{i * 13}@example.com" for i in range(size // 10)]

both = set(news) & set(offers)
either = set(news) | set(offers)
allowed = either - set(blocked)
only_news = set(news) - set(offers)
domains = {address[4:6] for address in news + offers}

seen = set()
repeated = 0
for address in news + offers:
    if address in seen:
        repeated += 1
    else:
        seen.add(address)
print(len(both), len(either), len(allowed), len(only_news), len(domains), repeated)
print(json.dumps(sorted(allowed)[:3]), sorted(both)[-1])
