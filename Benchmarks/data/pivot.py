# A pivot table: sums and means of amounts by month and region, with totals.
# Task: the pivot tables of spreadsheets and data cookbooks.
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 150_000

regions = ["north", "east", "south", "west"]
sales = [
    {"month": 1 + i * 7 % 12, "region": regions[i * 11 % 4], "amount": 10 + i * 31 % 990, "valid": i % 50 != 0}
    for i in range(size)
]

cells = {}
for sale in sales:
    if not sale["valid"]:
        continue
    key = (sale["month"], sale["region"])
    cell = cells.get(key, {"count": 0, "sum": 0, "largest": 0})
    cells[key] = {
        "count": cell["count"] + 1,
        "sum": cell["sum"] + sale["amount"],
        "largest": max(cell["largest"], sale["amount"]),
    }

print(f"{'month':6}" + "".join(f"{region:>12}" for region in regions))
for month in range(1, 13):
    row = []
    for region in regions:
        cell = cells.get((month, region))
        row.append("–" if cell is None else f"{cell['sum'] / cell['count']:.1f}")
    print(f"{month:02}    " + "".join(f"{text:>12}" for text in row))
for region in regions:
    own = [cell for (_, other), cell in cells.items() if other == region]
    print(region, sum(cell["sum"] for cell in own), max(cell["largest"] for cell in own))
