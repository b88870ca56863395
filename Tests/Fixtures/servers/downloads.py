"""A server on the port that it prints, with answers that are whole (/whole, /packed, /missing) and answers that end too early
or never (/cut, /chunk, /torn, /slow). Ends when its standard input does."""
import gzip, socket, sys, threading

CONTENT = bytes(range(256)) * 12000
PACKED = gzip.compress(CONTENT)
LENGTH = b"Content-Length: %d\r\n\r\n"
ZIPPED = b"Content-Encoding: gzip\r\n"
ANSWERS = {
    "/whole": LENGTH % len(CONTENT) + CONTENT,
    "/packed": ZIPPED + LENGTH % len(PACKED) + PACKED,
    "/cut": LENGTH % len(CONTENT) + CONTENT[: 1 << 20],
    "/chunk": b"Transfer-Encoding: chunked\r\n\r\n100000\r\n" + CONTENT[: 1 << 19],
    "/torn": ZIPPED + LENGTH % (len(PACKED) - 9) + PACKED[:-9],
    "/slow": LENGTH % len(CONTENT) + CONTENT[: 1 << 20],
}


def serve(connection):
    head = b""
    while b"\r\n\r\n" not in head:
        head += connection.recv(65536) or exit()
    path = head.split(b" ")[1].decode()
    if path in ANSWERS:
        connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n" + ANSWERS[path])
    else:
        connection.sendall(b"HTTP/1.1 404 No\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nno")
    if path == "/slow":
        threading.Event().wait()
    connection.close()


listener = socket.create_server(("127.0.0.1", 0), backlog=50)
print(listener.getsockname()[1], flush=True)
threading.Thread(target=lambda: [threading.Thread(target=serve, args=listener.accept()[:1], daemon=True).start()
                                 for _ in iter(int, 1)], daemon=True).start()
sys.stdin.read()
