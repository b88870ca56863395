# Joins customers, orders and products by their keys; customers without orders stay.
# Task: Rosetta Code, "Hash join"; SQL's inner and left join.
import sys
from collections import defaultdict

size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000

customers = [{"id": f"c{i}", "name": f"Customer {i}", "country": ["DE", "FR", "IT"][i % 3]} for i in range(size // 4)]
products = [{"sku": f"p{i}", "title": f"Product {i}", "price": 1 + i % 40} for i in range(200)]
orders = [
    {"id": i, "customer": f"c{i * 7 % (size + 9)}", "sku": f"p{i * 13 % 210}", "count": 1 + i % 5} for i in range(size)
]

customer_of = {c["id"]: c for c in customers}
product_of = {p["sku"]: p for p in products}

lines = [
    {**o, "name": customer_of[o["customer"]]["name"], "amount": o["count"] * product_of[o["sku"]]["price"]}
    for o in orders
    if o["customer"] in customer_of and o["sku"] in product_of
]

orders_of = defaultdict(list)
for line in lines:
    orders_of[line["customer"]].append(line)
statement = []
for c in customers:
    own = orders_of.get(c["id"], [])
    statement.append(
        {"name": c["name"], "country": c["country"], "orders": len(own), "total": sum(line["amount"] for line in own)}
    )
for row in sorted(statement, key=lambda row: row["total"], reverse=True)[:3]:
    print(f"{row['name']}: {row['orders']} orders, {row['total']}")
print(len(lines), len([row for row in statement if row["orders"] == 0]), sum(line["amount"] for line in lines))
