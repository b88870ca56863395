"""Usage: workers.py COUNT. Answers requests on the port that it prints as many small servers do: with COUNT
workers, each of which stays with its connection until the client closes it. Ends when its standard input does."""
import socket, sys, threading

listener = socket.create_server(("127.0.0.1", 0), backlog=2048)


def work():
    while True:
        connection, _ = listener.accept()
        with connection:
            data = b""
            try:
                while more := connection.recv(65536):
                    data += more
                    while b"\r\n\r\n" in data:
                        _, data = data.split(b"\r\n\r\n", 1)
                        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
                                           b"Connection: keep-alive\r\nContent-Length: 2\r\n\r\nok")
            except OSError:
                pass


print(listener.getsockname()[1], flush=True)
for _ in range(int(sys.argv[1])):
    threading.Thread(target=work, daemon=True).start()
sys.stdin.read()
