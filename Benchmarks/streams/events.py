# Reads events, a JSON text on each line, and sums them up by type and user, without holding them all.
# Task: the NDJSON recipes of jq's and Python's cookbooks.
import json
import sys

counts = {}
revenue = {}
first = None
with open(sys.argv[1]) as file:
    for line in file:
        event = json.loads(line)
        counts[event["type"]] = counts.get(event["type"], 0) + 1
        if event["type"] == "purchase" and event["agent"]["os"] == "mac":
            revenue[event["user"]] = revenue.get(event["user"], 0) + round(event["amount"] * 100)
        if first is None or event["time"] < first:
            first = event["time"]
for key in sorted(counts):
    print(key, counts[key])
best = sorted(revenue.items(), key=lambda item: (-item[1], item[0]))[:3]
print(", ".join(f"{key}: {value}" for key, value in best), sum(revenue.values()))
print(first, len(revenue))
