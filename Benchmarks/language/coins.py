# In how many ways can an amount be paid? Recursive, with a memo.
# Task: Rosetta Code, "Count the coins"; the memo is that of "Memoize".
import sys

coins = [1, 2, 5, 10, 20, 50, 100, 200]


def memoized(f):
    memo = {}

    def call(amount, largest):
        key = (amount, largest)
        known = memo.get(key)
        if known is not None:
            return known
        result = f(amount, largest)
        memo[key] = result
        return result

    return call


@memoized
def ways(amount, largest):
    if amount == 0:
        return 1
    if amount < 0 or largest < 0:
        return 0
    return (ways(amount, largest - 1) + ways(amount - coins[largest], largest)) % 1_000_000_007


size = int(sys.argv[1]) if len(sys.argv) > 1 else 40_000
total = 0
for amount in range(0, size + 1, 10):
    total = (total + ways(amount, len(coins) - 1)) % 1_000_000_007
print(ways(size, len(coins) - 1), total)
