# The towers of Hanoi, with discs on three lists that check every move.
# Task: are-we-fast-yet, "Towers".
import sys

piles = [[], [], []]
moves = 0


def push(disc, pile):
    if len(piles[pile]) > 0 and piles[pile][-1] <= disc:
        raise ValueError(f"cannot put disc {disc} on a smaller one")
    piles[pile].append(disc)


def move(count, source, target):
    global moves
    if count == 0:
        return
    other = 3 - source - target
    move(count - 1, source, target=other)
    push(piles[source].pop(), pile=target)
    moves += 1
    move(count - 1, source=other, target=target)


size = int(sys.argv[1]) if len(sys.argv) > 1 else 19
for disc in range(size):
    push(size - disc, pile=0)
move(size, source=0, target=2)
print(moves, len(piles[2]), piles[2][:3])
