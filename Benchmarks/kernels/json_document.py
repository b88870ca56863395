import json
import sys


def run(count):
    rows = []
    for i in range(count):
        rows.append(
            {
                "id": i,
                "name": f"image {i}.png",
                "tags": ["a", f"b {i % 10}"],
                "size": {"w": i % 640, "h": 480},
                "score": i / 8,
                "done": i % 2 == 0,
                "note": None,
            }
        )
    text = json.dumps(rows, separators=(",", ":"))
    total = 0
    for _ in range(4):
        for row in json.loads(text):
            total += row["id"] + row["size"]["w"] + len(row["tags"]) + len(row["name"])
    return [len(text), total]


size = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
print(" ".join(str(n) for n in run(size)))
