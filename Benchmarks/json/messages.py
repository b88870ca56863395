# Small JSON texts, one after the other: each is read, changed and written again, as a service does.
# Task: pyperformance, "json_loads" and "json_dumps"; Python Cookbook, 6.2.
import json
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000

texts = [
    json.dumps(
        {
            "id": i,
            "type": ["order", "refund", "ping"][i % 3],
            "user": {"name": f"Zoë {i}", "vip": i % 4 == 0},
            "items": [{"sku": f"s{k}", "price": k + 0.5} for k in range(i % 4)],
        },
        ensure_ascii=False,
    )
    for i in range(50)
]

length = 0
total = 0.0
refused = 0
for i in range(size):
    message = json.loads(texts[i % 50])
    amount = sum(item["price"] for item in message["items"])
    total += amount
    match message:
        case {"type": "order", "user": user}:
            answer = {"id": message["id"], "accepted": True, "user": user["name"], "sum": amount, "notes": None}
        case {"type": "refund", "items": [_, *_]}:
            answer = {"id": message["id"], "accepted": message["user"]["vip"], "sum": -amount, "notes": ["checked"]}
        case {"id": number}:
            answer = {"id": number, "accepted": False}
    if not answer["accepted"]:
        refused += 1
    length += len(json.dumps(answer, ensure_ascii=False, separators=(",", ":")))
print(length, total, refused)
