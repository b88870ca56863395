"""A service that remembers what it was asked to do: `POST /create` makes something with the next id, `PUT /set/N` stores,
`GET /get/N` reads, and `GET /ledger` lists the bodies of all creations in their order."""
import http.server, json, sys, threading

made, stored, lock = [], {}, threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        return json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or "null")

    def do_POST(self):
        body = self.body()
        with lock:
            made.append(body)
            self.answer({"id": 100 + body["n"]})

    def do_PUT(self):
        with lock:
            stored[self.path.rsplit("/", 1)[1]] = self.body()
        self.answer(None)

    def do_GET(self):
        with lock:
            self.answer(made if self.path == "/ledger" else stored.get(self.path.rsplit("/", 1)[1]))

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
