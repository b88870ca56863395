# Reads arithmetic expressions into trees, and evaluates these.
# Task: Rosetta Code, "Arithmetic evaluation".
import re
import sys


def tokens(text):
    return re.findall(r"\d+|[-+*/()]", text)


class Parser:
    def __init__(self, text):
        self.all = tokens(text)
        self.at = 0

    def peek(self):
        return self.all[self.at] if self.at < len(self.all) else ""

    def next(self):
        self.at += 1
        return self.all[self.at - 1]

    def factor(self):
        if self.peek() == "(":
            self.next()
            inner = self.sum()
            self.next()
            return inner
        if self.peek() == "-":
            self.next()
            return ("negate", self.factor())
        return ("number", int(self.next()))

    def product(self):
        left = self.factor()
        while self.peek() in ["*", "/"]:
            left = (self.next(), left, self.factor())
        return left

    def sum(self):
        left = self.product()
        while self.peek() in ["+", "-"]:
            left = (self.next(), left, self.product())
        return left


def evaluate(tree):
    match tree:
        case ("number", value):
            return value
        case ("negate", value):
            return -evaluate(value)
        case ("+", left, right):
            return evaluate(left) + evaluate(right)
        case ("-", left, right):
            return evaluate(left) - evaluate(right)
        case ("*", left, right):
            return evaluate(left) * evaluate(right)
        case ("/", left, right):
            return evaluate(left) // evaluate(right)


size = int(sys.argv[1]) if len(sys.argv) > 1 else 15_000
total = 0
failures = 0
for i in range(size):
    text = f"{i % 17} + 3 * ({i % 5} - 2) / ({i % 7} - 3) - -{i % 11} * (2 + {i % 3})"
    try:
        total += evaluate(Parser(text).sum())
    except ZeroDivisionError:
        failures += 1
print(total, failures)
