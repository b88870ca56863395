# A report from a template: a heading, a table with columns that line up, and a summary for each region.
# Task: Python Cookbook, 2.13 and 2.14 (aligning, combining), with Rosetta Code, "Align columns".
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 70_000

regions = ["north", "east", "south", "west"]
rows = [
    {
        "product": f"Product {i % 700}",
        "region": regions[i * 3 % 4],
        "units": 1 + i * 17 % 40,
        "price": 2.5 + i % 90,
        "note": "new" if i % 9 == 0 else None,
    }
    for i in range(size)
]


def heading(text: str, underline: str = "=") -> str:
    return f"{text.upper()}\n{underline * len(text)}\n"


def row_of(cells, widths=(14, 8, 7, 10, 6)) -> str:
    padded = [cell.ljust(width) for cell, width in zip(cells, widths)]
    return "|".join(padded)


groups = {}
for row in rows:
    groups.setdefault(row["region"], []).append(row)
parts = [heading("Sales by region")]
for region, members in groups.items():
    parts.append(heading(region, underline="-"))
    total = 0.0
    for row in members:
        total += row["units"] * row["price"]
        parts.append(row_of([row["product"], region, str(row["units"]), f"{row['price']:.2f}", row["note"] or ""]) + "\n")
    parts.append(f"""\
{len(members)} rows
Total: {total:.2f}, mean: {total / len(members):.2f}
""")
report = "".join(parts)
lines = report.splitlines()
print("\n".join(lines[:6]))
print(len(lines), len(report), lines[-1])
