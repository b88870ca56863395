import sys


def sieve(limit):
    is_prime = []
    for i in range(limit):
        is_prime.append(True)
    count = 0
    n = 2
    while n < limit:
        if is_prime[n]:
            count += 1
            multiple = n * n
            while multiple < limit:
                is_prime[multiple] = False
                multiple += n
        n += 1
    return count


size = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
print(sieve(size))
