# The order in which modules can be built, and the depth of each, found recursively.
# Task: Rosetta Code, "Topological sort".
import json
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000

needs = {}
for i in range(size):
    numbers = [i * k // 4 - k for k in range(1, 4)]
    needs[f"m{i}"] = list(dict.fromkeys(f"m{n}" for n in numbers if 0 <= n < i))

order = []
states = {}
depths = {}


class Circle(Exception):
    pass


def visit(name, depth=0):
    match states.get(name):
        case "done":
            return
        case "open":
            raise Circle(f"{name} needs itself")
    states[name] = "open"
    deepest = 0
    for other in needs[name]:
        visit(other, depth=depth + 1)
        deepest = max(deepest, depths[other] + 1)
    depths[name] = deepest
    states[name] = "done"
    order.append(name)


for name in reversed(needs.keys()):
    visit(name)
print(len(order), json.dumps(order[:5]), order[-1], max(depths.values()))
needs["m0"] = [f"m{size - 1}"]
states = {}
try:
    visit(f"m{size - 1}")
except Circle as e:
    print(e)
