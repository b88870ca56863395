# Accounts whose records are replaced by changed copies, event by event, with a history that keeps the old ones.
# Task: event sourcing as in the redux tutorials; "immutable updates" of JavaScript and Python cookbooks.
import json
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000


def apply(account, event):
    match event:
        case {"type": "deposited", "amount": amount}:
            return {**account, "balance": account["balance"] + amount, "events": account["events"] + 1}
        case {"type": "withdrawn", "amount": amount} if amount > account["balance"]:
            return {**account, "refused": account["refused"] + 1}
        case {"type": "withdrawn", "amount": amount}:
            return {**account, "balance": account["balance"] - amount, "events": account["events"] + 1}
        case {"type": "renamed", "name": name}:
            return {**account, "owner": {**account["owner"], "name": name}, "events": account["events"] + 1}
        case {"type": "moved", "city": city}:
            owner = account["owner"]
            return {
                **account,
                "owner": {**owner, "address": {**owner["address"], "city": city}},
                "events": account["events"] + 1,
            }
        case _:
            return account


opened = {
    "owner": {"name": "new", "address": {"street": "Main Street 1", "city": "Berlin", "country": "DE"}, "since": 2020},
    "balance": 100, "events": 0, "refused": 0, "limit": None,
}
accounts = [{**opened, "id": i} for i in range(100)]
history = []
types = ["deposited", "withdrawn", "withdrawn", "renamed", "deposited", "moved", "closed"]
for i in range(size):
    event = {"type": types[i % 7], "amount": i * 37 % 120, "name": f"owner {i}", "city": f"city {i % 30}"}
    at = i * 13 % 100
    accounts[at] = apply(accounts[at], event)
    if i % 100 == 0:
        history.append(accounts.copy())
kept = sum(account["balance"] for account in history[len(history) // 2])
print(kept, *(sum(a[key] for a in accounts) for key in ("balance", "refused", "events")))
print(json.dumps(accounts[7]))
