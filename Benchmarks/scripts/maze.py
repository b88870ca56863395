# The length of the shortest way through a cave with obstacles, by breadth-first search.
# Task: Advent of Code 2016, day 13, on a list of rows.
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 420

grid = []
for y in range(size):
    row = []
    for x in range(size):
        n = x * x + 3 * x + 2 * x * y + y + y * y
        row.append(n % 11 > 7 and n % 7 > 1)
    grid.append(row)
grid[0][0] = False

distance = [[-1 for _ in row] for row in grid]
distance[0][0] = 0
queue = [(0, 0)]
head = 0
while head < len(queue):
    x, y = queue[head]
    head += 1
    for dx, dy in [(1, 0), (-1, 0), (0, 1), (0, -1)]:
        nx = x + dx
        ny = y + dy
        if 0 <= nx < size and 0 <= ny < size and not grid[ny][nx] and distance[ny][nx] < 0:
            distance[ny][nx] = distance[y][x] + 1
            queue.append((nx, ny))
print(len(queue), "of", size * size, "can be reached, the farthest after", distance[queue[-1][1]][queue[-1][0]])
