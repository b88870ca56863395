# Solves sudokus by trying, with the candidates of each cell.
# Task: Rosetta Code, "Sudoku".
import sys

puzzles = [
    "530070000600195000098000060800060003400803001700020006060000280000419005000080079",
    "003020600900305001001806400008102900700000008006708200002609500800203009005010300",
    "000000907000420180000705026100904000050000040000507009920108000034059000507000000",
]


def candidates(grid, cell):
    row = cell // 9
    column = cell % 9
    used = [False] * 10
    for i in range(9):
        used[grid[row * 9 + i]] = True
        used[grid[i * 9 + column]] = True
        used[grid[(row // 3 * 3 + i // 3) * 9 + column // 3 * 3 + i % 3]] = True
    return [n for n in range(1, 10) if not used[n]]


def solve(grid):
    best = None
    best_cell = -1
    for cell in range(81):
        if grid[cell] == 0:
            possible = candidates(grid, cell)
            if best is None or len(possible) < len(best):
                best = possible
                best_cell = cell
    if best is None:
        return grid
    for n in best:
        following = grid.copy()
        following[best_cell] = n
        solved = solve(following)
        if solved is not None:
            return solved
    return None


size = int(sys.argv[1]) if len(sys.argv) > 1 else 54
for i in range(size):
    solved = solve([int(c) for c in puzzles[i % 3]])
    print("".join(str(n) for n in solved))
