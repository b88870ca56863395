"""What the runs of `scripts/soak` work with, and what is left when they are killed: a sandbox, a service, images."""

import http.client
import http.server
import json
import os
import sqlite3
import struct
import subprocess
import threading
import time
import urllib.request
import zlib
from collections import Counter


class Sandbox:
    """A sandbox that is a process of its own."""

    def __init__(self, program, folder, *flags):
        self.database = os.path.join(folder, "sandbox.db")
        self.process = subprocess.Popen(
            [program, "--db", self.database, "--no-sync", "--parent", str(os.getpid()), *flags],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.url = json.loads(self.process.stdout.readline())["url"]

    def reset(self):
        request = urllib.request.Request(self.url + "/_sandbox/reset", b"{}", method="POST")
        urllib.request.urlopen(request, timeout=60).close()

    def stop(self):
        self.process.terminate()
        self.process.wait()


# What the shop takes two seconds to make.
LATE = "late"


class Service(http.server.ThreadingHTTPServer):
    """The vendor of `soak_shop.imgflow`, in front of a sandbox that does not know it: it remembers what it was asked to
    do. Things are placed by a key, found by name, or just made."""

    daemon_threads = True

    def __init__(self, sandbox=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.sandbox = sandbox
        self.lock = threading.Lock()
        self.reset()
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def reset(self):
        with self.lock:
            self.things, self.keys, self.names = [], {}, {}

    def make(self, kind, name):
        created = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.things.append({"id": 100 + len(self.things), "kind": kind, "name": name, "created": created})
        return self.things[-1]

    def created(self):
        """How often each thing was made, by the operation and its name."""
        with self.lock:
            return Counter((f"shop.{thing['kind']}", thing["name"]) for thing in self.things)

    def handle_error(self, request, client_address):
        """The program at the other end is often killed."""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        if not self.path.startswith("/shop/"):
            return self.forward()
        body, kind = json.loads(self.body()), self.path.removeprefix("/shop/")
        if body.get("name") == LATE:
            time.sleep(2)
        with self.server.lock:
            if kind == "refuse":
                return self.answer({"detail": "we do not take this"}, 422)
            if kind != "place":
                return self.answer(self.server.make(kind, body.get("name") or body["text"]))
            key = self.headers["Idempotency-Key"]
            if key not in self.server.keys:
                self.server.keys[key] = self.server.make(kind, body["name"])
            return self.answer(self.server.keys[key])

    def do_PUT(self):
        if not self.path.startswith("/shop/"):
            return self.forward()
        body = json.loads(self.body())
        with self.server.lock:
            self.server.names[self.path] = body
            self.answer(body)

    def do_GET(self):
        if not self.path.startswith("/shop/"):
            return self.forward()
        with self.server.lock:
            if self.path == "/shop/things":
                return self.answer(self.server.things)
            if self.path in self.server.names:
                return self.answer(self.server.names[self.path])
            return self.answer({"detail": "there is none"}, 404)

    def do_PATCH(self):
        self.forward()

    def body(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            parts = []
            while size := int(self.rfile.readline(), 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def answer(self, value, status=200):
        headers = {"Content-Type": "application/json", "X-ImgFlow-Sandbox": "1"}
        self.send(status, headers, json.dumps(value).encode())

    def forward(self):
        """Has the sandbox answer."""
        connection = http.client.HTTPConnection(self.server.sandbox, timeout=60)
        own = ("host", "connection", "transfer-encoding", "content-length", "expect")
        connection.request(self.command, self.path, self.body(),
                           {name: value for name, value in self.headers.items() if name.lower() not in own})
        answer = connection.getresponse()
        self.send(answer.status, {name: value for name, value in answer.getheaders() if name.lower() not in own},
                  answer.read())
        connection.close()

    def send(self, status, headers, body):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def rows(database, query, *values):
    """The rows of a query to the database of a sandbox, which may be running."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=20)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()


def write_images(folder, count, name=lambda n: f"{n:02}.png", size=lambda n: (40 + n, 30 + n)):
    """Writes images, each of a size of its own."""
    os.makedirs(folder, exist_ok=True)
    for n in range(count):
        with open(os.path.join(folder, name(n)), "wb") as file:
            file.write(image(*size(n), n))


def image(width, height, seed):
    """A PNG (ISO/IEC 15948) with a bright square on a gradient."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    lines = b""
    for y in range(height):
        lines += b"\0" + bytes(
            255 if x // 8 == seed % 4 + 1 and y // 8 == 2 else (x + y + 3 * seed) % 200
            for x in range(width) for _ in range(3))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")
