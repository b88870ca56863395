# Scores lines of brackets that are corrupted or incomplete.
# Task: Advent of Code 2021, day 10.
import sys
from functools import reduce

size = int(sys.argv[1]) if len(sys.argv) > 1 else 12_000

closing = {"(": ")", "[": "]", "{": "}", "<": ">"}
points = {")": 3, "]": 57, "}": 1197, ">": 25137}

seed = 42


def next_number(below):
    global seed
    seed = (seed * 1103515245 + 12345) % 2147483648
    return seed // 65536 % below


lines = []
for i in range(size):
    stack = []
    line = ""
    for j in range(24):
        if not stack or next_number(5) < 3:
            bracket = ["(", "[", "{", "<"][next_number(4)]
            line += bracket
            stack.append(closing[bracket])
        elif next_number(100) == 0:
            line += [")", "]", "}", ">"][next_number(4)]
            stack.pop()
        else:
            line += stack.pop()
    lines.append(line)

corrupted = 0
completions = []
for line in lines:
    stack = []
    is_corrupted = False
    for c in line:
        if c in closing:
            stack.append(closing[c])
        elif stack.pop() != c:
            corrupted += points[c]
            is_corrupted = True
            break
    if not is_corrupted:
        completions.append(reduce(lambda score, c: score * 5 + ")]}>".index(c) + 1, reversed(stack), 0))
print(corrupted, sorted(completions)[len(completions) // 2])
