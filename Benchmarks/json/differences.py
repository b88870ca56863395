# Compares two versions of a document, and lists the paths where they differ.
# Task: the recursive comparisons of cookbooks (JSON Patch, RFC 6902, in its tests).
import json
import sys
from collections import Counter

size = int(sys.argv[1]) if len(sys.argv) > 1 else 14_000


def document(version):
    return {
        "name": "catalogue",
        "version": version,
        "items": [
            {
                "id": i,
                "title": f"Item {i}",
                "price": i + version if i % 37 == 0 else i,
                "tags": ["new", f"t{i % 5}"] if i % 53 == 0 and version > 1 else [f"t{i % 5}"],
                "stock": {"berlin": i % 7, "paris": version * 10 if i % 41 == 0 else i % 11},
                "note": None if i % 29 == 0 else f"note {i % 29}",
            }
            for i in range(size)
        ],
    }


def differences(a, b, path=""):
    if isinstance(a, dict) and isinstance(b, dict):
        found = []
        for key in dict.fromkeys([*a, *b]):
            place = f"{path}/{key}"
            if key not in a:
                found.append({"op": "add", "path": place, "value": b[key]})
            elif key not in b:
                found.append({"op": "remove", "path": place})
            else:
                found = found + differences(a[key], b[key], path=place)
        return found
    if isinstance(a, list) and isinstance(b, list):
        found = []
        for i in range(max(len(a), len(b))):
            place = f"{path}/{i}"
            if i >= len(a):
                found.append({"op": "add", "path": place, "value": b[i]})
            elif i >= len(b):
                found.append({"op": "remove", "path": place})
            else:
                for difference in differences(a[i], b[i], path=place):
                    found.append(difference)
        return found
    return [] if a == b else [{"op": "replace", "path": path, "value": b}]


before = json.loads(json.dumps(document(1)))
after = json.loads(json.dumps(document(2)))
found = differences(before, after)
print(len(found), json.dumps(Counter(difference["op"] for difference in found)))
compact = {"separators": (",", ":")}
print(json.dumps(found[-1], **compact), json.dumps(found[0], **compact))
