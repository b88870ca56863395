# Makes complete binary trees, and counts their nodes.
# Task: Computer Language Benchmarks Game, "binary-trees".
import sys


class Tree:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


def bottom_up(depth):
    if depth == 0:
        return Tree(None, None)
    return Tree(bottom_up(depth - 1), bottom_up(depth - 1))


def count(tree):
    if tree.left is None:
        return 1
    return 1 + count(tree.left) + count(tree.right)


size = int(sys.argv[1]) if len(sys.argv) > 1 else 13
long_lived = bottom_up(size)
depth = 4
while depth <= size:
    trees = 2 ** (size - depth + 4)
    nodes = sum(count(bottom_up(depth)) for _ in range(trees))
    print(f"{trees} trees of depth {depth}: {nodes}")
    depth += 4
print(f"long lived tree of depth {size}: {count(long_lived)}")
