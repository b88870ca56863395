import sys


from collections import Counter


def run(count):
    channels = ["web", "mail", "print", "social", "store"]
    sales = [
        {"region": f"region {i * 31 % 97}", "channel": channels[i % 5], "amount": i * 7 % 1009} for i in range(count)
    ]
    groups = {}
    for sale in sales:
        groups.setdefault(sale["region"], []).append(sale)
    checksum = 0
    for members in groups.values():
        total = sum(sale["amount"] for sale in members)
        largest = max(sale["amount"] for sale in members)
        checksum = (checksum * 31 + total + largest + len(members)) % 1000000007
    per_channel = Counter(sale["channel"] for sale in sales)
    best = {}
    for sale in sales:
        if sale["amount"] > best.get(sale["channel"], -1):
            best[sale["channel"]] = sale["amount"]
    return [checksum, per_channel["print"], best["social"]]


size = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
print(" ".join(str(n) for n in run(size)))
