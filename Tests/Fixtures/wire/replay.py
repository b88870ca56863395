"""Sends the requests of a file to a server, as bytes over a socket, and compares what it answers.

    python3 replay.py http://127.0.0.1:8080 expoze/jobs.wire

Prints a line for each difference, and exits with 1 when there are any.
"""

import http.client
import json
import os
import re
import socket
import sys
import urllib.parse

sys.dont_write_bytecode = True
import exchanges

# A request that is to be answered so in time is sent again after each step of the sandbox's clock.
STEPS, STEP = 60, {"step": "10s"}


def send(address, data):
    """The status, media type, redirection and body of the answer to a request."""
    with socket.create_connection(address, timeout=60) as connection:
        connection.sendall(data)
        answer = http.client.HTTPResponse(connection, method=data.split(b" ", 1)[0].decode())
        answer.begin()
        headers = [answer.getheader(name) or "" for name in ("Content-Type", "Location")]
        return answer.status, *headers, answer.read()


def request(lines, vendor, url, values):
    """The bytes of a request, with what every program adds: host, length, and that nothing follows."""
    head, _, body = "\n".join(lines).partition("\n\n")
    head = exchanges.filled(head, values).decode().split("\n")
    method, target = head[0].split(" ", 1)
    if target.startswith("http"):
        parts = urllib.parse.urlsplit(target)
        target = parts.path + ("?" + parts.query if parts.query else "")
    elif not target.startswith("/_sandbox"):
        target = f"/{vendor}{target}"
    headers = head[1:]
    is_form = any("multipart/form-data" in line for line in headers)
    data = exchanges.filled(body, values, "\r\n" if is_form else "\n")
    start = [f"{method} {target} HTTP/1.1", f"Host: {url.netloc}", "Connection: close"]
    if data or method in ("POST", "PUT", "PATCH"):
        start.append(f"Content-Length: {len(data)}")
    return "\r\n".join(start + headers + ["", ""]).encode() + data


def problems(block, vendor, url, values):
    """In what the answer to a block's request differs from the one that is written there."""
    marks = [number for number, line in enumerate(block.lines) if line.startswith("-- ")]
    if len(marks) != 1:
        return ["needs one line that begins with --"]
    words = block.lines[marks[0]][3:].split(" ", 1)
    rest = words[1] if len(words) > 1 else ""
    try:
        start = block.lines[: marks[0]]
        while start and start[0].startswith("let "):
            name, text = start.pop(0)[4:].split(" = ", 1)
            values[name] = exchanges.filled(text, values).decode()
        pattern = exchanges.filled("\n".join(block.lines[marks[0] + 1 :]).strip(), values).decode()
        data = request(start, vendor, url, values)
    except KeyError as error:
        return [error.args[0]]
    followed = re.search(r"again with (\w+) as (\w+)", rest)
    for attempt in range(STEPS if followed or "in time" in rest else 1):
        names = {}
        if attempt > 0 and not followed:
            send((url.hostname, url.port), step(url))
        answer = send((url.hostname, url.port), data)
        found = compared(answer, words[0], rest, pattern, names)
        if followed and found:
            data = following(data, *followed.groups(), answer, values)
        if not found:
            break
    # What is there of a wrong answer too: what follows is then about itself.
    values.update(names)
    return found


def following(data, field, name, answer, values):
    """The request for the next page: in place of the value called `name` it has what a field of the answer says."""
    new = str(json.loads(answer[-1])[field])
    old, values[name] = values[name], new
    return data.replace(old.encode(), new.encode())


def step(url):
    body = json.dumps(STEP)
    return (
        f"POST /_sandbox/clock HTTP/1.1\r\nHost: {url.netloc}\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def compared(answer, status, rest, pattern, names):
    found_status, media_type, location, body = answer
    if str(found_status) != status:
        return [f"status {found_status} instead of {status}: {body[:300].decode(errors='replace')}"]
    wanted = re.search(r"[a-z]+/[\w.+-]+", rest)
    if wanted and not media_type.startswith(wanted[0]):
        return [f"{media_type or 'no media type'} instead of {wanted[0]}"]
    kept = re.fullmatch(r"as (\w+)", rest)
    if kept:
        names[kept[1]] = body
    place = re.fullmatch(r"to (\w+)", rest)
    if place:
        names[place[1]] = urllib.parse.urljoin("http://sandbox", location)
        return [] if location else ["says not where to"]
    if "empty" in rest:
        return [f"has a body: {body[:100]}"] if body else []
    if not pattern:
        return []
    if pattern.startswith("~ "):
        text = body.decode(errors="replace")
        return [] if re.search(pattern[2:], text) else [f"{text[:200]!r} does not match {pattern[2:]}"]
    try:
        value = json.loads(body)
    except ValueError as error:
        return [f"is not JSON: {error}: {body[:100]}"]
    return exchanges.differences(value, json.loads(pattern), values=names)


def replay(path, url, values):
    """Lines about all that differs in a file; what comes before it is only done."""
    before, blocks = exchanges.read(path)
    for file in before:
        replay(file, url, values)
    lines = []
    vendor = os.path.basename(os.path.dirname(os.path.abspath(path)))
    for block in blocks:
        if block.marker != "==":
            continue
        found = problems(block, vendor, url, values)
        if block.known:
            found = [] if found else [f"does not differ any longer ({block.known}): remove the mark"]
        lines += [f"{vendor}/{os.path.basename(path)}:{block.line}: {block.title}: {text}" for text in found]
    return lines


def main():
    url = urllib.parse.urlsplit(sys.argv[1])
    lines = [line for path in sys.argv[2:] for line in replay(path, url, {})]
    print("\n".join(lines))
    sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()
