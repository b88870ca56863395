import sys


def place(row, n, columns, rising, falling):
    if row == n:
        return 1
    count = 0
    c = columns.copy()
    r = rising.copy()
    f = falling.copy()
    for column in range(n):
        up = row + column
        down = row - column + n
        if not c[column] and not r[up] and not f[down]:
            c[column] = True
            r[up] = True
            f[down] = True
            count += place(row + 1, n, c, r, f)
            c[column] = False
            r[up] = False
            f[down] = False
    return count


def queens(n):
    none = [False] * (2 * n + 1)
    return place(0, n, none, none, none)


size = int(sys.argv[1]) if len(sys.argv) > 1 else 11
print(queens(size))
