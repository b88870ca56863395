import math
import sys


def bodies():
    keys = ("x", "y", "z", "vx", "vy", "vz", "mass")
    rows = [
        (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.47841760435743),
        (4.84143144246472, -1.1603200440274284, -0.10362204447112311, 0.606326392995832, 2.81198684491626, -0.02521836165988763, 0.03769367487038949),
        (8.34336671824458, 4.124798564124305, -0.4035234171143214, -1.0107743461787924, 1.8256623712304119, 0.008415761376584154, 0.011286326131968767),
        (12.894369562139131, -15.111151401698631, -0.22330757889265573, 1.0827910064415354, 0.8687130181696082, -0.010832637401363636, 0.0017237240570597112),
        (15.379697114850917, -25.919314609987964, 0.17925877295037118, 0.979090732243898, 0.5946989986476762, -0.034755955550407804, 0.0020336868699246304),
    ]
    return [dict(zip(keys, row)) for row in rows]


def run(steps):
    items = bodies()
    dt = 0.01
    for _ in range(steps):
        for i in range(5):
            for j in range(i + 1, 5):
                dx = items[i]["x"] - items[j]["x"]
                dy = items[i]["y"] - items[j]["y"]
                dz = items[i]["z"] - items[j]["z"]
                square = dx * dx + dy * dy + dz * dz
                force = dt / (square * math.sqrt(square))
                a = items[j]["mass"] * force
                b = items[i]["mass"] * force
                items[i]["vx"] -= dx * a
                items[i]["vy"] -= dy * a
                items[i]["vz"] -= dz * a
                items[j]["vx"] += dx * b
                items[j]["vy"] += dy * b
                items[j]["vz"] += dz * b
        for i in range(5):
            items[i]["x"] += dt * items[i]["vx"]
            items[i]["y"] += dt * items[i]["vy"]
            items[i]["z"] += dt * items[i]["vz"]
    return items


size = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
print(" ".join(f"{round(b['x'] * 1000000.0)} {round(b['y'] * 1000000.0)}" for b in run(size)))
