# Traces rays through a scene of spheres with one light.
# Task: pyperformance, "raytrace".
import math
import sys


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def plus(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def minus(self, other):
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def scaled(self, k):
        return Vector(self.x * k, self.y * k, self.z * k)

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def unit(self):
        return self.scaled(1 / math.sqrt(self.dot(self)))


class Sphere:
    def __init__(self, centre, radius, mirror):
        self.centre = centre
        self.radius = radius
        self.mirror = mirror


spheres = [
    Sphere(Vector(-5.0 + i * 2, (i % 3 - 1) * 1.5, 12.0 + i), 1.0 + i % 2 * 0.5, i % 2 * 0.4) for i in range(6)
]
light = Vector(-1.0, 2.0, -1.5).unit()


def hit(origin, direction):
    nearest = None
    for sphere in spheres:
        offset = sphere.centre.minus(origin)
        along = offset.dot(direction)
        gap = sphere.radius * sphere.radius - (offset.dot(offset) - along * along)
        if along > 0 and gap > 0:
            distance = along - math.sqrt(gap)
            if distance > 0.001 and (nearest is None or distance < nearest[1]):
                nearest = (sphere, distance)
    return nearest


def trace(origin, direction, depth=0):
    found = hit(origin, direction)
    if found is None:
        return 0.2 + 0.3 * max(0.0, direction.y)
    sphere, distance = found
    point = origin.plus(direction.scaled(distance))
    normal = point.minus(sphere.centre).unit()
    is_shadowed = hit(point, light) is not None
    brightness = 0.1 + (0.0 if is_shadowed else max(0.0, normal.dot(light)))
    if sphere.mirror > 0 and depth < 3:
        reflected = direction.minus(normal.scaled(2.0 * direction.dot(normal)))
        brightness += sphere.mirror * trace(point, reflected.unit(), depth=depth + 1)
    return min(1.0, brightness)


size = int(sys.argv[1]) if len(sys.argv) > 1 else 150
total = 0.0
for row in range(size):
    for column in range(size):
        direction = Vector((column - size / 2) / size, (size / 2 - row) / size, 1.0).unit()
        total += trace(Vector(0.0, 0.0, 0.0), direction)
print(f"{total:.3f}")
