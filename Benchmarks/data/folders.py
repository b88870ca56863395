# Builds a tree of folders from a flat list with parents, sums sizes upwards, and prints the largest as an outline.
# Task: Rosetta Code, "Tree from nesting levels" and "Visualize a tree".
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000

rows = [
    {"id": i, "parent": None if i == 0 else (i - 1) // 3, "name": f"folder {i}", "bytes": i * 37 % 5000}
    for i in range(size)
]

children_of = {}
for row in rows:
    children_of.setdefault(row["parent"], []).append(row)


def tree(row, depth=0):
    children = [tree(child, depth=depth + 1) for child in children_of.get(row["id"], [])]
    total = row["bytes"] + sum(child["total"] for child in children)
    return {"name": row["name"], "depth": depth, "total": total, "children": children}


def outline(node, limit, prefix=""):
    lines = [f"{prefix}{node['name']}: {node['total']}"]
    if node["depth"] < limit:
        for child in sorted(node["children"], key=lambda child: -child["total"]):
            lines = lines + outline(child, limit, prefix=prefix + "  ")
    return lines


def height(node):
    return 1 + max((height(child) for child in node["children"]), default=0)


root = tree(rows[0])
lines = outline(root, 7)
print("\n".join(lines[:6]))
print(len(lines), height(root), lines[-1])
