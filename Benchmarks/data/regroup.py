# Turns nested orders inside out: from customers with orders with items to products with their buyers.
# Task: the nested transformations of jq's and Python's cookbooks.
import json
import sys
from collections import Counter

size = int(sys.argv[1]) if len(sys.argv) > 1 else 14_000

customers = [
    {
        "name": f"Customer {i}",
        "address": {"city": f"City {i % 40}", "country": ["DE", "FR", "IT"][i % 3]},
        "orders": [
            {
                "number": i * 10 + j,
                "items": [
                    {
                        "sku": f"p{(i * 7 + j * 3 + k) % 150}",
                        "count": 1 + k,
                        "price": {"amount": 5 + (i + k) % 20, "currency": "EUR"},
                    }
                    for k in range(1 + j)
                ],
            }
            for j in range(i % 4)
        ],
    }
    for i in range(size)
]

sales = [
    {
        **item,
        "buyer": customer["name"],
        "order": order["number"],
        "country": customer["address"]["country"],
        "total": item["count"] * item["price"]["amount"],
    }
    for customer in customers
    for order in customer["orders"]
    for item in order["items"]
]

groups = {}
for sale in sales:
    groups.setdefault(sale["sku"], []).append(sale)
products = {
    sku: {
        "sku": sku,
        "sold": sum(m["count"] for m in members),
        "revenue": sum(m["total"] for m in members),
        "countries": dict(Counter(m["country"] for m in members)),
        "buyers": list(dict.fromkeys(m["buyer"] for m in members)),
    }
    for sku, members in groups.items()
}
top = sorted(products.values(), key=lambda p: p["revenue"], reverse=True)[:3]
for p in top:
    print(p["sku"], p["sold"], p["revenue"], json.dumps(p["countries"]), len(p["buyers"]), p["buyers"][0])
print(len(sales), len(products), sum(s["total"] for s in sales))
