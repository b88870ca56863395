import sys


def run(count):
    rows = []
    for i in range(count):
        rows.append(
            {"id": i, "name": f"row {i % 1000}", "group": i % 17, "score": i * 7 % 101, "seen": False}
        )
    for i in range(count):
        rows[i]["score"] += rows[i]["group"]
        rows[i]["seen"] = True
    good = [row for row in rows if row["score"] > 50 and row["seen"]]
    groups = {}
    for row in good:
        groups.setdefault(str(row["group"]), []).append(row)
    total = 0
    for key, members in groups.items():
        for row in members:
            total += row["score"] + len(row["name"])
    best = [{**row, "rank": row["score"] * 2} for row in good]
    for row in best:
        total += row["rank"]
    return [len(good), len(groups), total]


size = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
print(" ".join(str(n) for n in run(size)))
