"""The files that benchmarks read, written row by row when they are needed; a row is always the same."""

import json

LARGE = 100_000_000


def write_input(name, path, rows, large=False):
    """Writes `rows` rows of the input with this name, or with `large` as many as make 100 MB."""
    first, row, last = INPUTS[name]
    with open(path, "w", encoding="utf-8") as file:
        size = file.write(first)
        i = 0
        while (size < LARGE) if large else (i < rows):
            size += file.write(row(i))
            i += 1
        file.write(last)


def document(i):
    """An object of a listing as vendors have them, 370 bytes."""
    item = {
        "id": i, "uuid": f"{i * 2654435761 % 2**32:08x}-5a1c-4e9b-8f3d-{i:012x}", "name": f"image {i}.png",
        "tags": ["summer", f"batch {i % 10}"], "done": i % 2 == 0, "size": {"w": i % 640, "h": 480},
        "score": i / 8, "areas": [{"shape": "rectangle", "left": i % 97, "top": i % 89, "share": i % 13 / 7}],
        "note": None, "title": "caf\u00e9 \"x\"", "url": f"https://cdn.example.com/images/{i % 100}/{i}.png",
    }
    return (", " if i else "") + json.dumps(item)


def issue(i):
    item = {
        "number": i, "title": f"Issue {i}: {['crash', 'slow', 'typo'][i % 3]} in part {i % 50}",
        "state": "open" if i % 3 else "closed", "user": {"login": f"user{i * 7 % 400}", "id": i * 7 % 400},
        "labels": [{"name": name, "color": "ff0000"} for name in ["bug", "docs", "speed", "help"][: i % 4]],
        "comments": i * 13 % 17, "assignee": None if i % 4 == 0 else {"login": f"user{i % 9}"},
        "created_at": f"2026-{1 + i % 12:02}-{1 + i % 28:02}T09:{i % 60:02}:00Z",
        "body": f"It happens in step {i}.\nPlease look at \"part {i % 50}\"." * (1 + i % 3),
    }
    return (",\n" if i else "") + json.dumps(item)


def event(i):
    item = {
        "time": f"2026-11-{1 + i % 28:02}T{i % 24:02}:{i % 60:02}:{i * 7 % 60:02}Z",
        "type": ["view", "click", "view", "purchase", "view", "login"][i * 11 % 6], "user": f"u{i * 7919 % 5000}",
        "page": f"/products/{i * 31 % 900}", "amount": i * 37 % 20_000 / 100, "agent": {"os": ["mac", "win"][i // 7 % 2], "v": i % 7},
    }
    return json.dumps(item) + "\n"


def sale(i):
    quoted = f'"Lamp, ""model {i % 40}"""' if i % 5 == 0 else f"Chair {i % 60}"
    return (
        f"{i},2026-{1 + i % 12:02}-{1 + i % 28:02},{['north', 'east', 'south', 'west'][i * 3 % 4]},{quoted},"
        f"{1 + i * 17 % 9},{(999 + i * 37 % 90_000) / 100:.2f},customer {i * 7919 % 3000}\n"
    )


def log_line(i):
    level = ["INFO", "INFO", "DEBUG", "WARN", "INFO", "ERROR", "DEBUG"][i * 5 % 7]
    return (
        f"2026-11-23T{i // 3600 % 24:02}:{i // 60 % 60:02}:{i % 60:02}.{i % 1000:03} {level} [worker-{i % 12}] "
        f"service.{['auth', 'cart', 'mail', 'search'][i * 3 % 4]}: request {i} took {i * 37 % 900} ms\n"
    )


WORDS = """the of and a to in he was that it his her with as had for she not at but be on they have him which said from
all this by there were so out up into them then could no what who if one been when would over time some little more like
very sea ship whale captain water night hand head eyes old great way day down stood long round thought came upon""".split()


def prose(i):
    return " ".join(WORDS[(i * 31 + j * j * 7 + i * j) % len(WORDS)] for j in range(8 + i % 7)).capitalize() + ".\n"


# How each begins, its rows, and how it ends.
INPUTS = {
    "document.json": ("[", document, "]"),
    "issues.json": ("[\n", issue, "\n]\n"),
    "events.ndjson": ("", event, ""),
    "sales.csv": ("id,date,region,product,count,price,customer\n", sale, ""),
    "server.log": ("", log_line, ""),
    "prose.txt": ("", prose, ""),
}
