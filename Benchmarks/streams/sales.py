# Reads a CSV file with quoted fields row by row, and sums it up by region and product.
# Task: Rosetta Code, "CSV data manipulation"; Python Cookbook, 6.1.
import csv
import sys

regions = {}
products = {}
wrong = 0
with open(sys.argv[1], newline="") as file:
    for row in csv.DictReader(file):
        amount = int(row["count"]) * float(row["price"])
        if amount > 5_000:
            wrong += 1
            continue
        region = regions.get(row["region"], {"count": 0, "amount": 0.0})
        regions[row["region"]] = {"count": region["count"] + 1, "amount": region["amount"] + amount}
        products[row["product"]] = products.get(row["product"], 0) + int(row["count"])
for name in sorted(regions):
    print(name, regions[name]["count"], f"{regions[name]['amount']:.1f}")
for key, value in sorted(products.items(), key=lambda item: (-item[1], item[0]))[:4]:
    print(key, value)
print(wrong, len(products))
