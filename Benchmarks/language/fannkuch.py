# The greatest number of flips that any permutation needs, and a checksum over all of them.
# Task: Computer Language Benchmarks Game, "fannkuch-redux".
import sys


def fannkuch(n):
    permutation = list(range(n))
    counts = [0] * n
    checksum = 0
    most = 0
    turns = n
    number = 0
    while True:
        while turns != 1:
            counts[turns - 1] = turns
            turns -= 1
        flipped = permutation.copy()
        flips = 0
        while flipped[0] != 0:
            low = 0
            high = flipped[0]
            while low < high:
                flipped[low], flipped[high] = flipped[high], flipped[low]
                low += 1
                high -= 1
            flips += 1
        most = max(most, flips)
        checksum += flips if number % 2 == 0 else -flips
        number += 1
        while True:
            if turns == n:
                return checksum, most
            first = permutation[0]
            for i in range(turns):
                permutation[i] = permutation[i + 1]
            permutation[turns] = first
            counts[turns] -= 1
            if counts[turns] > 0:
                break
            turns += 1


size = int(sys.argv[1]) if len(sys.argv) > 1 else 9
checksum, flips = fannkuch(size)
print(f"{checksum}\nPfannkuchen({size}) = {flips}")
