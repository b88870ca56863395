# Lines of vents on the floor of the sea: at how many points do at least two of them overlap?
# Task: Advent of Code 2021, day 5.
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 2_500

seed = 7


def next_number(below):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % below


def sign(n):
    return 1 if n > 0 else -1 if n < 0 else 0


floor_map = {}
for i in range(size):
    x = next_number(900)
    y = next_number(900)
    length = next_number(200)
    dx, dy = [(1, 0), (0, 1), (1, 1), (1, -1)][next_number(4)]
    end_x, end_y = x + dx * length, y + dy * length
    step_x, step_y = sign(end_x - x), sign(end_y - y)
    for n in range(length + 1):
        key = (x + n * step_x, y + n * step_y)
        floor_map[key] = floor_map.get(key, 0) + 1
print(len([count for count in floor_map.values() if count >= 2]), max(floor_map.values()))
