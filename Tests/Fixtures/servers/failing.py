"""A service that fails until a file exists: `refuse` answers 409, `lose` closes the connection, `keep` does what it was
asked for and closes the connection then. `GET /ledger` lists the bodies of what was done."""
import http.server, json, os, sys, threading

healthy, done, lock = sys.argv[1], [], threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        way = "well" if os.path.exists(healthy) else self.path.rsplit("/", 1)[1]
        if way in ("well", "keep"):
            with lock:
                done.append(body)
        if way in ("lose", "keep"):
            self.close_connection = True
        else:
            self.answer(200 if way == "well" else 409, {"text": "it is there"})

    do_PUT = do_POST

    def do_GET(self):
        with lock:
            self.answer(200 if self.path == "/ledger" or os.path.exists(healthy) else 404,
                        done if self.path == "/ledger" else {"text": "it is there"})

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
