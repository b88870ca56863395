"""Usage: proxy.py [USER:PASSWORD]. A proxy on the port that it prints. It prints the first line of every request
that it gets, and answers http requests itself; tunnels go to 127.0.0.1 whatever the name of the host. It also
speaks SOCKS 5, and prints `SOCKS HOST:PORT` then. Ends when its standard input does."""
import base64, socket, sys, threading

WANTED = len(sys.argv) > 1 and "Basic " + base64.b64encode(sys.argv[1].encode()).decode()


def pipe(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        pass
    finally:
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def tunnel(connection, port, granted, refused):
    try:
        server = socket.create_connection(("127.0.0.1", port), 5)
    except OSError:
        return connection.sendall(refused)
    connection.sendall(granted)
    threading.Thread(target=pipe, args=(server, connection), daemon=True).start()
    pipe(connection, server)


def take(connection, count):
    data = b""
    while len(data) < count:
        data += connection.recv(count - len(data)) or exit()
    return data


def socks(connection):
    take(connection, take(connection, 1)[0])
    connection.sendall(b"\5\0")
    kind = take(connection, 4)[3]
    size = {1: 4, 4: 16}.get(kind) or take(connection, 1)[0]
    host = take(connection, size)
    port = int.from_bytes(take(connection, 2), "big")
    shown = host.decode() if kind == 3 else socket.inet_ntop(socket.AF_INET if kind == 1 else socket.AF_INET6, host)
    print(f"SOCKS {shown}:{port}", flush=True)
    tunnel(connection, port, b"\5\0\0\1\0\0\0\0\0\0", b"\5\5\0\1\0\0\0\0\0\0")


def http(connection, data):
    while True:
        while b"\r\n\r\n" not in data:
            more = connection.recv(65536)
            if not more:
                return
            data += more
        head, data = data.split(b"\r\n\r\n", 1)
        first, *rest = head.decode("latin1").split("\r\n")
        headers = {k.lower(): v.strip() for k, v in (line.split(":", 1) for line in rest)}
        print(first, flush=True)
        if WANTED and headers.get("proxy-authorization") != WANTED:
            return connection.sendall(b"HTTP/1.1 407 Who?\r\nContent-Length: 0\r\nProxy-Authenticate: Basic\r\n\r\n")
        method, target, _ = first.split(" ")
        if method == "CONNECT":
            return tunnel(connection, int(target.rsplit(":", 1)[1]), b"HTTP/1.1 200 OK\r\n\r\n",
                          b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
        body = ("host " + headers.get("host", "?")).encode()
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(body) + body)


def serve(connection):
    try:
        first = connection.recv(1)
        socks(connection) if first == b"\5" else http(connection, first)
    except OSError:
        pass
    finally:
        connection.close()


listener = socket.create_server(("127.0.0.1", 0), backlog=50)
print(listener.getsockname()[1], flush=True)
threading.Thread(target=lambda: [threading.Thread(target=serve, args=listener.accept()[:1], daemon=True).start()
                                 for _ in iter(int, 1)], daemon=True).start()
sys.stdin.read()
