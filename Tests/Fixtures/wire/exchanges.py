"""Reads the files of this folder: requests, the answers that documents promise, and what a client makes of them.

README.md says how they are written. Nothing here knows the project: it is its judge.
"""

import base64
import hmac
import json
import os
import re
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.dirname(HERE)

KINDS = {
    "int": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "string": lambda v: isinstance(v, str),
    "text": lambda v: isinstance(v, str) and v != "",
    "bool": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
    "any": lambda v: True,
    "list": lambda v: isinstance(v, list),
    "object": lambda v: isinstance(v, dict),
    "uuid": lambda v: isinstance(v, str) and re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", v),
    "time": lambda v: isinstance(v, str) and re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d", v),
    "jwt": lambda v: isinstance(v, str) and re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+", v),
    "path": lambda v: isinstance(v, str) and v != "",
    "url": lambda v: isinstance(v, str) and re.match(r"https?://", v),
    "base64": lambda v: isinstance(v, str) and len(base64.b64decode(v, validate=True)) > 0,
}


class Block:
    """One exchange (`==`), or one reading (`::`)."""

    def __init__(self, marker, header, line):
        parts = [part.strip() for part in header.split(" · ")]
        self.marker, self.line = marker, line
        self.title = parts[0]
        self.operation = self.title.split()[0]
        self.sources = [part for part in parts[1:] if not part.startswith("known: ")]
        self.known = next((part[7:] for part in parts[1:] if part.startswith("known: ")), None)
        self.lines = []


def read(path):
    """The names of files to run before, and the blocks of a file."""
    before, blocks = [], []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file.read().split("\n"), 1):
            if line.startswith(("== ", ":: ")):
                blocks.append(Block(line[:2], line[3:], number))
                if not blocks[-1].sources:
                    raise ValueError(f"{path}:{number}: says no source")
            elif blocks:
                blocks[-1].lines.append(line)
            elif line.startswith("after "):
                before.append(os.path.join(os.path.dirname(path), line[6:].strip()))
    for block in blocks:
        while block.lines and (not block.lines[-1] or block.lines[-1].startswith("# ")):
            block.lines.pop()
    return before, blocks


def filled(text, values, newline="\n"):
    """The bytes of a text in which `{…}` stands for a value of before, or for what one of `FUNCTIONS` gives."""

    def replacement(match):
        words = match[1].decode().split()
        if words[0] in FUNCTIONS:
            return FUNCTIONS[words[0]](values, *words[1:])
        if words[0] in values:
            value = values[words[0]]
            return value if isinstance(value, bytes) else str(value).encode()
        raise KeyError(f"nothing of before is called {words[0]}")

    return re.sub(rb"\{(@\w+(?: [^}\"{]+)?|[A-Za-z]\w*)\}", replacement, text.replace("\n", newline).encode())


def contents(values, path):
    with open(os.path.join(FIXTURES, path), "rb") as file:
        return file.read()


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


FUNCTIONS = {
    "@file": contents,
    "@base64": lambda values, path: base64.b64encode(contents(values, path)),
    "@bytes": lambda values, text: base64.b64decode(text),
    "@query": lambda values, address, name: urllib.parse.parse_qs(values[address].partition("?")[2])[name][0].encode(),
    "@claim": lambda values, token, name: str(
        json.loads(base64.urlsafe_b64decode(values[token].split(".")[1] + "=="))[name]
    ).encode(),
    "@base64url": lambda values, name: base64url(str(values[name]).encode()),
    "@hmac": lambda values, key, name: base64url(
        hmac.digest(str(values[key]).encode(), str(values[name]).encode(), "sha256")
    ),
}


def differences(found, expected, place="answer", values=None):
    """In what a value is not as a pattern says; named parts of it go into `values`."""
    match = re.fullmatch(r"<(.+)>(?: (\w+))?", expected) if isinstance(expected, str) else None
    if match:
        problem = difference_from_kind(found, match[1])
        if problem:
            return [f"{place}: {problem}"]
        if match[2] and values is not None:
            # A path may have its slashes escaped twice, which who uses it must undo.
            values[match[2]] = found.replace("\\/", "/") if match[1] == "path" else found
        return []
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            return [f"{place}: {short(found)} is not an object"]
        return [
            problem
            for key, part in expected.items()
            for problem in difference_of_key(found, key, part, f"{place}.{key}", values)
        ]
    if isinstance(expected, list):
        return differences_of_list(found, expected, place, values)
    if type(found) is type(expected) and found == expected:
        return []
    if isinstance(found, float) and isinstance(expected, (int, float)) and found == expected:
        return []
    return [f"{place}: {short(found)} instead of {short(expected)}"]


def difference_of_key(found, key, expected, place, values):
    if expected == "<absent>":
        return [f"{place}: is there"] if key in found else []
    if key not in found:
        return [f"{place}: is missing"]
    return differences(found[key], expected, place, values)


def differences_of_list(found, expected, place, values):
    if not isinstance(found, list):
        return [f"{place}: {short(found)} is not a list"]
    if not expected:
        return [f"{place}: {short(found)} is not empty"] if found else []
    if expected[0] == "<any of>":
        for item in found:
            names = {}
            if not differences(item, expected[1], place, names):
                values.update(names)
                return []
        return [f"{place}: none of {len(found)} is like {short(expected[1])}; the first is {short(found[:1])}"]
    if len(expected) > 1 and len(found) != len(expected):
        return [f"{place}: has {len(found)} items instead of {len(expected)}"]
    if not found:
        return [f"{place}: is empty"]
    problems, parts = [], expected * len(found) if len(expected) == 1 else expected
    for index, item in reversed(list(enumerate(found))):
        problems += differences(item, parts[index], f"{place}[{index}]", values)
    return problems[:3]


def difference_from_kind(found, kind):
    if kind.startswith("/") and kind.endswith("/"):
        matches = isinstance(found, str) and re.search(kind[1:-1], found)
        return None if matches else f"{short(found)} does not match {kind}"
    names = kind.split("|")
    if kind.endswith("?"):
        if found is None:
            return None
        names = kind[:-1].split("|")
    for name in names:
        if KINDS[name](found) if name in KINDS else found == name:
            return None
    return f"{short(found)} is not <{kind}>"


def short(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else text[:157] + "..."
