# A warehouse that receives, ships, moves and counts goods, order by order; wrong orders are refused.
# Task: Python Cookbook, 8.22 (commands) and 14.8 (errors of one's own).
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 90_000

stock = {}
refused = {}
log = []


class WarehouseError(Exception):
    def __init__(self, kind, message, item="?"):
        super().__init__(message)
        self.kind = kind
        self.item = item


def take(item, place, count):
    held = stock.get(item, {}).get(place, 0)
    if held < count:
        raise WarehouseError("stock", f"only {held} of {item} at {place}", item)
    stock[item][place] = held - count


def put(item, place, count=1):
    if item not in stock:
        stock[item] = {}
    stock[item][place] = stock[item].get(place, 0) + count


def perform(order):
    kind = order["type"]
    if kind == "receive":
        put(order["item"], order["place"], count=order["count"])
    elif kind == "ship":
        take(order["item"], order["place"], order["count"])
    elif kind == "move":
        take(order["item"], order["from"], order["count"])
        put(order["item"], order["to"], count=order["count"])
    elif kind == "count":
        log.append(f"{order['item']}: {sum(stock.get(order['item'], {}).values())}")
    else:
        raise WarehouseError("order", f"unknown order {kind}")


kinds = ["receive", "ship", "move", "count", "receive", "receive", "ship", "weigh"]
for i in range(size):
    order = {
        "type": kinds[i * 7 % 8], "item": f"item {i % 97}", "place": f"shelf {i % 5}", "from": f"shelf {i % 5}",
        "to": f"shelf {(i + 2) % 5}", "count": 1 + i % 9,
    }
    try:
        perform(order)
    except WarehouseError as e:
        key = f"{e.kind} {e.item}"
        refused[key] = refused.get(key, 0) + 1
print(len(log), log[-1], len(refused), sum(refused.values()))
print(sum(sum(places.values()) for places in stock.values()))
