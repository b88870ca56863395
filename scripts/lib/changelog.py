#!/usr/bin/env python3
"""Reads and moves the sections of CHANGELOG.md.

  scripts/lib/changelog.py VERSION              prints what is in a version
  scripts/lib/changelog.py --move VERSION DATE  makes what is unreleased that version
"""

import os
import re
import sys

PATH = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "CHANGELOG.md")


def section(text, title):
    """The text of a section, without its title; None if it is not there."""
    found = re.search(rf"^## {re.escape(title)}\b[^\n]*\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found and found[1].strip()


def main(*words):
    with open(PATH, encoding="utf-8") as file:
        text = file.read()
    if words[0] != "--move":
        content = section(text, words[0])
        if content is None:
            sys.exit(f"error: CHANGELOG.md has no section {words[0]}")
        print(content)
        return
    version, date = words[1:]
    if not section(text, "Unreleased"):
        sys.exit("error: nothing in CHANGELOG.md is unreleased\n  help: list the changes under `## Unreleased`")
    if section(text, version) is not None:
        sys.exit(f"error: CHANGELOG.md has a section {version} already")
    text = re.sub(r"^## Unreleased\n", f"## Unreleased\n\n## {version} – {date}\n", text, count=1, flags=re.MULTILINE)
    with open(PATH, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
