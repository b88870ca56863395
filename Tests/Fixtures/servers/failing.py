"""A service that fails until a file exists: `refuse` answers 409, `lose` closes the connection, `keep` does what it was
asked for and closes the connection then. `GET /ledger` lists the bodies of what was done."""
import os, sys, threading

from service import Service

healthy, done, lock = sys.argv[1], [], threading.Lock()


class Failing(Service):
    def do_POST(self):
        body = self.body()
        way = "well" if os.path.exists(healthy) else self.path.rsplit("/", 1)[1]
        if way in ("well", "keep"):
            with lock:
                done.append(body)
        if way in ("lose", "keep"):
            self.close_connection = True
        else:
            self.answer({"text": "it is there"}, 200 if way == "well" else 409)

    do_PUT = do_POST

    def do_GET(self):
        with lock:
            if self.path == "/ledger":
                self.answer(done)
            else:
                self.answer({"text": "it is there"}, 200 if os.path.exists(healthy) else 404)


Failing.serve()
