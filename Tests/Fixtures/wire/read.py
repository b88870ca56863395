"""Answers a client as the readings (`::`) of files say, and compares what the client makes of it.

    python3 read.py path/to/imgflow expoze/reading.wire

Prints a line for each difference, and exits with 1 when there are any.
"""

import base64
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
import exchanges

FILES = {"cat.jpg": "images/cat.jpg", "labelled.csv": "texts/labelled.csv", "note.pdf": "texts/note.pdf"}


def token(**claims):
    """A token as the vendors make them, signed by nobody."""
    now = int(time.time())
    parts = [{"typ": "JWT", "alg": "RS256"}, {"iat": now, "exp": now + 60480, **claims}, "signature"]
    return ".".join(exchanges.base64url(json.dumps(part).encode()).decode() for part in parts)


# What signs a client in where a reading is about something else.
SIGNING_IN = {
    "POST /expoze/auth/token": {"token": token(userId=1, organization=1), "refresh_token": "32" * 64},
    "POST /deepopinion/auth/login": {"auth_token": token(sub=241602), "message": "Successfully logged in.", "status": "OK"},
    "POST /hautai/api/v1/auth/login/": {
        "access_token": "access", "refresh_token": "refresh", "company_id": "0b9c2f6e-3d1a-4e57-8c2b-1f4d6a7b8c90",
    },
}


class Case:
    """An expression, the requests that it makes with their answers, and what comes of it."""

    def __init__(self, block, script, answers, expected):
        self.block, self.script, self.answers, self.expected = block, script, answers, expected
        self.problems, self.next = [], 0

    def answer(self, line):
        """The answer to a request. The one before may be sent again."""
        if self.next < len(self.answers) and self.answers[self.next][0] == line:
            self.next += 1
            return self.answers[self.next - 1][1:]
        if self.next > 0 and self.answers[self.next - 1][0] == line:
            return self.answers[self.next - 1][1:]
        wanted = self.answers[self.next][0] if self.next < len(self.answers) else "nothing more"
        self.problems.append(f"asks {line} instead of {wanted}")
        return "418", "text/plain", b"unexpected"


def cases(block, values):
    """A case for each `=>` of a block."""
    found, answers, script, line, is_done = [], [], [], None, False
    for text in block.lines + ["=>"]:
        mark = text[:3]
        if text == "=>":
            break
        if mark == "-> ":
            line = text[3:].strip()
        elif mark == "-- ":
            status, _, kind = text[3:].partition(" ")
            # After what came of one answer, another one takes its place.
            answers = answers[: -1 if is_done else None] + [[line, status, kind or "application/json", []]]
            is_done = False
        elif mark == "=> ":
            done = [(a[0], a[1], a[2], exchanges.filled("\n".join(a[3]).strip(), values)) for a in answers]
            code = exchanges.filled("\n".join(script), values).decode()
            found.append(Case(block, code, done, text[3:]))
            is_done = True
        elif answers:
            answers[-1][3].append(text)
        else:
            script.append(text)
    return found


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_any(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        line = f"{self.command} {self.path}"
        if self.path.startswith("/_case/"):
            self.server.case = self.server.cases[int(self.path[7:])]
            return self.reply("200", "application/json", b"{}")
        case = self.server.case
        vendor = self.path.split("/")[1]
        wanted = [f"{a[0].split(' ')[0]} /{vendor}{a[0].split(' ')[1]}" for a in case.answers]
        if line in SIGNING_IN and line not in wanted:
            return self.reply("200", "application/json", json.dumps(SIGNING_IN[line]).encode())
        self.reply(*case.answer(f"{self.command} {self.path[len(vendor) + 1:]}"))

    def reply(self, status, kind, body):
        self.send_response(int(status))
        if kind != "none":
            self.send_header("Content-Type", kind)
        if kind.startswith("to "):
            self.send_header("Location", kind[3:])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

    def log_message(self, *arguments):
        pass


def script(vendor, url, found):
    """A script that evaluates each case, and prints a line of JSON for it."""
    lines = [f"use {vendor}"]
    for number, case in enumerate(found):
        body = "\n".join(f"  {line}" for line in case.script.split("\n"))
        lines += [
            f"fn case{number}() {{", body, "}", f'http.post("{url}/_case/{number}")',
            f"try {{ print(json.stringify({{value: case{number}()}})) }} catch e {{",
            "  print(json.stringify({kind: e.kind, message: e.message, violations: e?.violations, status: e?.status}))",
            "}",
        ]
    return "\n".join(lines) + "\n"


def printed(program, text, url):
    """The lines that a script prints."""
    with tempfile.TemporaryDirectory() as folder:
        for name, fixture in FILES.items():
            shutil.copy(os.path.join(exchanges.FIXTURES, fixture), os.path.join(folder, name))
        with open(os.path.join(folder, "read.imgflow"), "w", encoding="utf-8") as file:
            file.write(text)
        run = subprocess.run(
            [program, "read.imgflow", "--sandbox-url", url, "-q"], cwd=folder, capture_output=True, timeout=300,
            env={"HOME": folder, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        )
    return run.stdout.decode().splitlines(), run.stderr.decode()


def compared(case, result):
    """In what a result differs from what a case expects."""
    if case.expected.startswith("error "):
        kind, _, message = case.expected[6:].partition(" ")
        if "kind" not in result:
            return [f"gives {exchanges.short(result.get('value'))} instead of an error"]
        if result["kind"] != kind or message not in result["message"]:
            return [f"fails with {result['kind']}: {result['message']}"]
        return []
    if "value" not in result:
        return [f"fails with {result['kind']}: {result['message']}"]
    return exchanges.differences(result["value"], json.loads(case.expected), "value")


def read(program, path):
    """Lines about all that differs in a file."""
    _, blocks = exchanges.read(path)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    url = f"http://127.0.0.1:{server.server_port}"
    found = [case for block in blocks if block.marker == "::" for case in cases(block, {"server": url})]
    server.cases = found
    threading.Thread(target=server.serve_forever, daemon=True).start()
    vendor = os.path.basename(os.path.dirname(os.path.abspath(path)))
    output, errors = printed(program, script(vendor, url, found), url)
    server.shutdown()
    if len(output) != len(found):
        return [f"{path}: {len(output)} of {len(found)} readings: {errors}"]
    lines = []
    for case, text in zip(found, output):
        differs = case.problems + compared(case, json.loads(text))
        if case.problems == [] and case.next < len(case.answers):
            differs.append(f"never asks {case.answers[case.next][0]}")
        place = f"{vendor}/{os.path.basename(path)}:{case.block.line}: {case.block.title}"
        if case.block.known:
            differs = [] if differs else [f"does not differ any longer ({case.block.known}): remove the mark"]
        lines += [f"{place}: {problem}" for problem in differs]
    return lines


def main():
    lines = [line for path in sys.argv[2:] for line in read(sys.argv[1], path)]
    print("\n".join(lines))
    sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()
