# Merges lists of contacts from three sources: the same address is the same person, and newer fields win.
# Task: Rosetta Code, "Merge and aggregate datasets" and "Associative array/Merging".
import json
import sys
from collections import Counter

size = int(sys.argv[1]) if len(sys.argv) > 1 else 25_000


def source(name, step):
    contacts = []
    for i in range(size):
        n = i * step % (size + 3)
        contact = {"mail": f" User{n}@Example.com ", "source": name, "updated": (i * 7 + step) % 1000}
        if n % 3 == 0:
            contact["phone"] = f"030 {n}"
        if n % 4 == 0:
            contact["name"] = f"User {n}"
        if i % 5 == 0:
            contact["tags"] = [f"t{n % 6}", name]
        contacts.append(contact)
    return contacts


def merged(old, new):
    first, last = (old, new) if old["updated"] <= new["updated"] else (new, old)
    tags = list(dict.fromkeys(first.get("tags", []) + last.get("tags", [])))
    return {**first, **last, "tags": tags, "sources": old.get("sources", 1) + 1}


contacts = {}
for contact in source("crm", 1) + source("shop", 7) + source("news", 11):
    mail = contact["mail"].strip().lower()
    clean = {**contact, "mail": mail}
    contacts[mail] = merged(contacts[mail], clean) if mail in contacts else clean
people = list(contacts.values())
print(len(people), len([p for p in people if "phone" in p]), len([p for p in people if p.get("sources", 1) == 3]))
print(json.dumps(Counter(p["source"] for p in people)), json.dumps(Counter(tag for p in people for tag in p.get("tags", []))))
print(json.dumps({key: value for key, value in people[12].items() if key != "updated"}))
