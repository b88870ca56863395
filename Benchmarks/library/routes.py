# Shortest routes in a road network, with a heap as the priority queue.
# Task: Rosetta Code, "Dijkstra's algorithm" and "Priority queue".
import heapq
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000


def roads(town):
    return [{"to": (town * i * 7 + i * 13 + 1) % size, "length": 1 + (town + i * 5) % 17} for i in range(1, 5)]


def distances(start):
    best = [None] * size
    heap = [(0, start)]
    while heap:
        distance, town = heapq.heappop(heap)
        if best[town] is None:
            best[town] = distance
            for road in roads(town):
                if best[road["to"]] is None:
                    heapq.heappush(heap, (distance + road["length"], road["to"]))
    return best


reached = [distance for distance in distances(0) if distance is not None]
print(len(reached), max(reached), sum(reached))
