# Writes many small files in folders, finds them by a pattern, reads and changes them, and deletes them.
# Task: Rosetta Code, "File input/output", "Walk a directory/Recursively" and "Delete a file".
import json
import os
import sys
from pathlib import Path

size = int(sys.argv[1]) if len(sys.argv) > 1 else 400

for i in range(size):
    folder = f"notes/{i % 20}/{i % 7}"
    if not os.path.exists(folder):
        os.makedirs(folder)
    state = "done" if i % 3 == 0 else "open"
    Path(f"{folder}/note {i}.txt").write_text(f"title: Note {i}\nstate: {state}\n\nText of {i}\n")

paths = sorted(str(path) for path in Path("notes").glob("**/*.txt"))
states = {}
size_of_all = 0
for path in paths:
    lines = Path(path).read_text().splitlines()
    fields = dict(line.split(": ") for line in lines[:2])
    states[fields["state"]] = states.get(fields["state"], 0) + 1
    if fields["state"] == "open":
        Path(path).write_text("\n".join(line.replace("state: open", "state: seen") for line in lines))
    size_of_all += os.path.getsize(path)
seen = [path for path in paths if "state: seen" in Path(path).read_text()]
for path in paths:
    os.remove(path)
print(len(paths), json.dumps(states), size_of_all, len(seen), len(list(Path("notes").glob("**/*.txt"))))
print(paths[0], paths[-1])
