# Tidies titles with accents: white space, capitals, hyphens for addresses, and columns that line up.
# Task: Python Cookbook, 2.9 to 2.13 (normalizing, stripping, sanitizing, aligning).
import re
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 15_000

titles = ["  Café  crème à la carte ", "GRÜSSE aus Köln", "el niño y   la niña", "Plain ASCII title", "Ærø – øl & smørrebrød"]
accents = {"é": "e", "è": "e", "à": "a", "ü": "ue", "ö": "oe", "ñ": "n", "æ": "ae", "ø": "o"}


def tidied(title: str) -> str:
    return " ".join(word[:1].upper() + word[1:].lower() for word in title.strip().split())


def slug(title: str) -> str:
    result = ""
    for c in title.lower():
        plain = accents.get(c, c)
        if re.search(r"^[a-z0-9]+$", plain):
            result += plain
        elif result and not result.endswith("-"):
            result += "-"
    return result


length = 0
rows = []
for i in range(size):
    title = tidied(f"{titles[i % 5]} {i % 100}")
    row = f"{title:32}{slug(title):>34}"
    length += len(row)
    if i < 5:
        rows.append(row)
print("\n".join(rows))
print(length)
