def run(count):
    parts = []
    for i in range(count):
        parts.append(f"item {i} of {count}")
    text = "; ".join(parts)
    found = 0
    letters = 0
    for part in text.split("; "):
        if "99" in part:
            found += 1
        letters += len(part.upper())
    line = ""
    for i in range(count):
        line += f"x{i % 10}"
    return [len(text), found, letters, len(line)]


print(" ".join(str(n) for n in run(300_000)))
