# Digits of pi, by a spigot with large integers.
# Task: Computer Language Benchmarks Game, "pidigits".
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000

q = 1
r = 0
t = 1
k = 0
line = ""
count = 0
while count < size:
    k += 1
    odd = 2 * k + 1
    r = (r + 2 * q) * odd
    t *= odd
    q *= k
    if q <= r:
        digit = (q * 3 + r) // t
        if digit == (q * 4 + r) // t:
            line += str(digit)
            count += 1
            if count % 10 == 0 or count == size:
                print(f"{line:10}\t:{count}")
                line = ""
            r = 10 * (r - digit * t)
            q *= 10
