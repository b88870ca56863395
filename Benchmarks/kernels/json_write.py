import json
import sys


def run(count):
    rows = [
        {
            "id": i, "name": f"image {i}.png", "tags": ["a", f"b {i % 10}"], "done": i % 2 == 0,
            "size": {"w": i % 640, "h": 480}, "score": i / 8 + 0.01, "note": None, "text": 'café "x"',
        }
        for i in range(count)
    ]
    text = ""
    for _ in range(10):
        text = json.dumps(rows, separators=(",", ":"), ensure_ascii=False)
    return len(text)


size = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
print(run(size))
