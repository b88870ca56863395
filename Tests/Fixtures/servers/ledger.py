"""A service that remembers what it was asked to do: `POST /create` makes something with the next id, `PUT /set/N` stores,
`GET /get/N` reads, and `GET /ledger` lists the bodies of all creations in their order."""
import threading

from service import Service

made, stored, lock = [], {}, threading.Lock()


class Ledger(Service):
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


Ledger.serve()
