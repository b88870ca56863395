# Reads a GeoJSON document, measures its shapes, and writes it again with what was measured.
# Task: the GeoJSON examples of cookbooks; a nested document that is transformed.
import json
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 4_000

features = [
    {
        "type": "Feature",
        "properties": {"name": f"Area {i}", "kind": ["park", "lake", "town"][i % 3]},
        "geometry": {
            "type": "Polygon",
            "coordinates": [[[i % 50 + k * 0.25, i % 30 - (k - 8) * (k % 5) * 0.125] for k in range(16)]],
        },
    }
    for i in range(size)
]
text = json.dumps({"type": "FeatureCollection", "features": features})


def area(ring):
    total = 0.0
    for i in range(len(ring)):
        x1, y1 = ring[i]
        x2, y2 = ring[(i + 1) % len(ring)]
        total += x1 * y2 - x2 * y1
    return abs(total) / 2


def bounds(ring):
    xs = [point[0] for point in ring]
    ys = [point[1] for point in ring]
    return [min(xs), min(ys), max(xs), max(ys)]


collection = json.loads(text)
measured = []
for feature in collection["features"]:
    ring = feature["geometry"]["coordinates"][0]
    properties = {**feature["properties"], "area": int(area(ring) * 1000 + 0.5), "points": len(ring)}
    measured.append({**feature, "bbox": bounds(ring), "properties": properties})
result = json.dumps({**collection, "features": measured})
by_kind = {}
for f in measured:
    by_kind[f["properties"]["kind"]] = by_kind.get(f["properties"]["kind"], 0) + f["properties"]["area"]
print(len(json.loads(result)["features"]), json.dumps(by_kind))
bbox = json.dumps(measured[-1]["bbox"], separators=(",", ":"))
print(bbox, max(measured, key=lambda f: f["properties"]["area"])["properties"]["name"])
