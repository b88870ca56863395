"""What a person finds out about a step that is unknown: the record of the sandbox, or of the shop, says it."""

import os
import re
import struct
import time

from soak_runs import Failed
from soak_world import rows

# What was under way when the program was killed is done when a person looks: at the latest after so many seconds, if
# the machine has much else to do.
PATIENCE, PAUSE = 3, 0.25


class Judge:
    """Says what became of the steps of a run."""

    def __init__(self, database, service, folder):
        # `database` gives the path of the sandbox's; the run works in `folder`.
        self.database, self.service, self.folder = database, service, folder

    def __call__(self, operation, arguments, done):
        """The result of a step as JSON, or None if it was not done; `done` is how many equal ones have a result."""
        end = time.monotonic() + PATIENCE
        while (result := self.found(operation, arguments, done)) is None and time.monotonic() < end:
            time.sleep(PAUSE)
        return result

    def found(self, operation, arguments, done):
        if operation == "http.post":
            return self.posted(arguments, done)
        require_looks([operation])
        given = {name: text.strip('"') for name, text in re.findall(r'(\w+): ("[^"]*"|[^,]+)', arguments)}
        return LOOKS[operation](self, given)

    def row(self, query, *values):
        found = rows(self.database(), query, *values)
        if len(found) > 1:
            raise Failed(f"done {len(found)} times: {query} {values}")
        return found[0] if found else None

    def upload(self, given):
        width, height = size(os.path.join(self.folder, given["file"]))
        found = self.row("SELECT id FROM expozeMedia WHERE width = ? AND height = ?", width, height)
        return found and {"mediaId": found[0], "message": "Upload accepted."}

    def job(self, given):
        found = self.row("SELECT id FROM expozeJob WHERE expozeMediaId = ? AND json_extract(settings, '$.alpha') = ?",
                         int(given["media"]), float(given.get("alpha", 0.85)))
        return found and {"id": found[0], "status": "queued"}

    def area(self, given):
        found = self.row("SELECT id FROM expozeArea WHERE expozeMediaId = ? AND name IS NULL", int(given["media"]))
        return found and {"id": found[0], "mediaId": int(given["media"]), "type": given["type"]}

    def label(self, given):
        found = self.row("SELECT id FROM deepOpinionClass WHERE deepOpinionProjectId = ? AND name = ?",
                         int(given["project_id"]), given["name"])
        return found and {"id": found[0], "name": given["name"]}

    def subject(self, given):
        found = self.row("SELECT id FROM hautaiSubject WHERE name = ?", given["name"])
        return found and {"id": found[0], "name": given["name"]}

    def batch(self, given):
        found = self.row("SELECT hautaiBatch.id FROM hautaiBatch LEFT JOIN hautaiImage ON hautaiBatchId = hautaiBatch.id"
                         " WHERE hautaiBatch.hautaiSubjectId = ? AND hautaiImage.id IS NULL", given["subject_id"])
        return found and {"id": found[0]}

    def image(self, given):
        found = self.row("SELECT sid FROM assetzenImage WHERE fileName = ?", os.path.basename(given["file"]))
        return found and {"sid": found[0]}

    def invalidation(self, given):
        found = self.row("SELECT 1 FROM assetzenInvalidation JOIN assetzenImage ON assetzenImage.id = assetzenImageId"
                         " WHERE sid = ?", given["id"])
        return found and {"id": given["id"], "known": []}

    def profile(self, given):
        return self.row("SELECT 1 FROM pixoneyeProfile WHERE deviceId = ?", given["deviceID"]) and {}

    def thing(self, kind, name):
        found = [thing for thing in self.service.things if (thing["kind"], thing["name"]) == (kind, name)]
        if len(found) > 1:
            raise Failed(f"done {len(found)} times: {kind} {name}")
        return found[0] if found else None

    def posted(self, arguments, done):
        start = re.search(r'"(?:name|text)": "([^"…]*)', arguments)[1]
        found = [thing for thing in self.service.things
                 if thing["kind"] in ("post", "alert") and thing["name"].startswith(start)]
        if len(found) <= done:
            return None
        return {"status": 200, "headers": {}, "headerLists": {}, "body": found[-1]}

    def program(self, _):
        path = os.path.join(self.folder, "out", "ran.txt")
        return {"status": 0, "output": "", "errors": ""} if os.path.exists(path) else None


def require_looks(operations):
    """Fails if a run may stop at an operation that the judge cannot look for."""
    if missing := {*operations} - {*LOOKS, "http.post"}:
        raise Failed(f"`LOOKS` of soak_settling.py has no entry for {', '.join(sorted(missing))}")


def size(path):
    """The width and height in the header of a PNG (ISO/IEC 15948, 11.2.1)."""
    with open(path, "rb") as file:
        return struct.unpack(">II", file.read(24)[16:])


LOOKS = {
    "expoze.upload": Judge.upload,
    "expoze.createJob": Judge.job,
    "expoze.createAOI": Judge.area,
    "assetzen.uploadImage": Judge.image,
    "assetzen.createInvalidation": Judge.invalidation,
    "hautai.createSubject": Judge.subject,
    "hautai.createBatch": Judge.batch,
    "deepopinion.createClass": Judge.label,
    "pixoneye.postProfile": Judge.profile,
    # The shop refuses these, so they are never done.
    "shop.refuse": lambda judge, given: None,
    "shop.buy": lambda judge, given: judge.thing("buy", given["name"]),
    "process.run": Judge.program,
}
