# The smallest number whose MD5 with a key begins with zeros.
# Task: Advent of Code 2015, day 4.
import sys
from hashlib import md5

keys = ["abcdef", "pqrstuv", "imgflow", "advent", "coins"]


def mine(key: str, zeros: int = 5) -> int:
    wanted = "0" * zeros
    number = 1
    while not md5(f"{key}{number}".encode()).hexdigest().startswith(wanted):
        number += 1
    return number


size = int(sys.argv[1]) if len(sys.argv) > 1 else 4
for key in keys:
    print(key, mine(key, zeros=size))
