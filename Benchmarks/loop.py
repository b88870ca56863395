def run(rounds):
    total = 0
    for i in range(rounds):
        total = (total + i * i) % 1000003
    return total


print(run(10_000_000))
