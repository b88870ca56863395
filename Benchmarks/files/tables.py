# Reads a CSV file as a whole, and writes what it holds as CSV with other columns, as JSON and as Markdown.
# Task: Rosetta Code, "CSV to HTML translation"; Python Cookbook, 6.1 and 6.2.
import csv
import json
import sys

with open(sys.argv[1], newline="") as file:
    rows = [
        {
            "id": int(row["id"]),
            "day": row["date"],
            "product": row["product"],
            "total": round(int(row["count"]) * float(row["price"]), 2),
        }
        for row in csv.DictReader(file)
    ]
with open("totals.csv", "w", newline="") as file:
    writer = csv.DictWriter(file, ["id", "day", "product", "total"])
    writer.writeheader()
    writer.writerows(rows)
with open("totals.json", "w") as file:
    json.dump(rows, file, indent=2)
with open("totals.md", "w") as file:
    file.write("| id | day | product | total |\n|---|---|---|---|\n")
    for row in rows:
        file.write(f"| {row['id']} | {row['day']} | {row['product']} | {row['total']:.2f} |\n")

with open("totals.csv", newline="") as file:
    again = list(csv.DictReader(file))
print(len(again), again[-1]["product"], f"{sum(float(row['total']) for row in again):.2f}")
with open("totals.json") as file:
    large = [row for row in json.load(file) if row["total"] > 1000]
with open("totals.md") as file:
    print(len(large), file.read().splitlines()[2])
