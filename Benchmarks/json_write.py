import json


def run(count):
    rows = [
        {
            "id": i, "name": f"image {i}.png", "tags": ["a", f"b {i % 10}"], "done": i % 2 == 0,
            "size": {"w": i % 640, "h": 480}, "score": i / 8 + 0.01, "note": None, "text": 'café "x"',
        }
        for i in range(count)
    ]
    total = 0
    for _ in range(10):
        total += len(json.dumps(rows, separators=(",", ":"), ensure_ascii=False))
    return total


print(run(20_000))
