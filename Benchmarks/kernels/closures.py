import sys


from functools import reduce


def counter(step):
    n = 0

    def next_value():
        nonlocal n
        n += step
        return n

    return next_value


def compose(f, g):
    return lambda x: g(f(x))


def run(count):
    total = 0
    next_value = counter(3)
    for i in range(count):
        total += next_value()
    twice = compose(lambda x: x + 1, lambda x: x * 2)
    for i in range(count):
        total += twice(i)
    for i in range(count):
        f = lambda x: x + i
        total += f(1)
    items = list(filter(lambda x: x % 2 == 0, map(lambda x: x * 3, range(count))))
    return total + reduce(lambda a, x: a + x, items, 0)


size = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
print(run(size))
