# Run-length encoding, there and back, of rows of letters.
# Task: Rosetta Code, "Run-length encoding".
import re
import sys


def encode(text: str) -> str:
    result = ""
    last = ""
    count = 0
    for c in text:
        if c == last:
            count += 1
        else:
            if count > 0:
                result += f"{count}{last}"
            last = c
            count = 1
    if count > 0:
        result += f"{count}{last}"
    return result


def decode(text: str) -> str:
    return re.sub(r"(\d+)(\D)", lambda m: m.group(2) * int(m.group(1)), text)


size = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
kept = 0
length = 0
for i in range(size):
    row = "W" * 12 + "B" + "W" * (i % 9) + "BBB" + "W" * 24 + "é" * (i % 5) + "NEW"
    encoded = encode(row)
    length += len(encoded)
    if decode(encoded) == row:
        kept += 1
print(encode("WWWWWWWWWWWWBWWWWWWWWWWWWBBBWWWWWWWWWWWWWWWWWWWWWWWWBWWWWWWWWWWWWWW"), kept, length)
