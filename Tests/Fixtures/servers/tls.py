"""Usage: tls.py CERTIFICATE [AUTHORITY]. Answers every request over TLS, on the port that it prints, with
{"name": …, "host": …}: who the client's certificate is for and the header Host. With an AUTHORITY a client
must show a certificate of it. Ends when its standard input does."""
import json, socket, ssl, sys, threading

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1])
if len(sys.argv) > 2:
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(sys.argv[2])


def serve(plain):
    try:
        with context.wrap_socket(plain, server_side=True) as connection:
            subject = dict(pair[0] for pair in (connection.getpeercert() or {}).get("subject", ()))
            data = b""
            while more := connection.recv(65536):
                data += more
                while b"\r\n\r\n" in data:
                    head, data = data.split(b"\r\n\r\n", 1)
                    host = [l[6:] for l in head.decode().split("\r\n") if l.lower().startswith("host: ")]
                    body = json.dumps({"name": subject.get("commonName"), "host": host[0]}).encode()
                    connection.sendall(
                        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        % len(body) + body)
    except OSError:
        plain.close()


listener = socket.create_server(("127.0.0.1", 0), backlog=50)
print(listener.getsockname()[1], flush=True)
threading.Thread(target=lambda: [threading.Thread(target=serve, args=listener.accept()[:1], daemon=True).start()
                                 for _ in iter(int, 1)], daemon=True).start()
sys.stdin.read()
