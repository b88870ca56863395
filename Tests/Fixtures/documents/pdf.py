"""PDF documents (ISO 32000) put together object by object, so that each of their parts can be as one likes."""

import hashlib
import struct
import zlib

HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


class PDF:
    """The objects of a document. Objects 1 and 2 are its catalogue and the root of its pages, 3 is a font."""

    def __init__(self, version="1.7"):
        self.version = version
        self.objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 3: HELVETICA.encode()}
        self.pages = []
        self.trailer = "/Root 1 0 R"

    def reserve(self):
        number = max(self.objects) + 1
        self.objects[number] = b"null"
        return number

    def set(self, number, content):
        self.objects[number] = content if isinstance(content, bytes) else content.encode()
        return number

    def add(self, content):
        return self.set(self.reserve(), content)

    def stream(self, content, entries="", number=None):
        return self.set(number or self.reserve(), stream(content, entries))

    def packed(self, content, entries="", number=None):
        return self.set(number or self.reserve(), packed(content, entries))

    def page(self, content="", resources="", box="0 0 600 800", more=""):
        """Adds a page; `content` is what it draws, or the number of an object."""
        number = content if isinstance(content, int) else self.stream(content)
        self.pages.append(self.add(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {number} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {resources} >> {more} >>"))
        return self.pages[-1]

    def tree(self, content=None):
        kids = " ".join(f"{page} 0 R" for page in self.pages)
        self.set(2, content or f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>")

    # Writing.

    def body(self, objects=None):
        """The objects one after the other, and where each begins."""
        if 2 not in self.objects:
            self.tree()
        data = bytearray(f"%PDF-{self.version}\n%\xe2\xe3\n".encode("latin-1"))
        offsets = {}
        for number, content in sorted((objects or self.objects).items()):
            offsets[number] = len(data)
            data += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
        return bytes(data), offsets

    def write(self):
        """The document with a table of its objects."""
        data, offsets = self.body()
        return data + table(offsets, len(data), self.trailer)

    def write_packed(self, predictor=False):
        """The document with its objects packed into one, and their table too (since version 1.5)."""
        if 2 not in self.objects:
            self.tree()
        objects = {n: c for n, c in self.objects.items() if b"stream\n" in c}
        inner = [n for n in self.objects if n not in objects]
        holder = max(self.objects) + 1
        head, content = "", b""
        for number in inner:
            head += f"{number} {len(content)} "
            content += self.objects[number] + b" "
        objects[holder] = packed(
            head.encode() + content, f"/Type /ObjStm /N {len(inner)} /First {len(head)}")
        data, offsets = self.body(objects)
        rows = {0: (0, 0, 65535), holder + 1: (1, len(data), 0)}
        rows.update({number: (1, offset, 0) for number, offset in offsets.items()})
        rows.update({number: (2, holder, place) for place, number in enumerate(inner)})
        records = [struct.pack(">BIH", *row) for _, row in sorted(rows.items())]
        entries = f"/Type /XRef /W [1 4 2] /Size {holder + 2} {self.trailer}"
        if predictor:
            above = [bytes(7)] + records[:-1]
            records = [b"\2" + bytes((a - b) & 255 for a, b in zip(*pair)) for pair in zip(records, above)]
            entries += " /DecodeParms << /Predictor 12 /Columns 7 >>"
        index = packed(b"".join(records), entries)
        return data + f"{holder + 1} 0 obj\n".encode() + index + f"\nendobj\nstartxref\n{len(data)}\n%%EOF\n".encode()

    def encrypt(self, password):
        """Makes its streams unreadable without a password, by RC4 with 128 bits (revision 3)."""
        padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
        user, ident, rights = (password.encode() + padding)[:32], b"0123456789abcdef", -4

        def repeated(key, data):
            for step in range(20):
                data = rc4(bytes(byte ^ step for byte in key), data)
            return data

        digest = hashlib.md5((b"owner" + padding)[:32]).digest()
        for _ in range(50):
            digest = hashlib.md5(digest).digest()
        owner = repeated(digest, user)
        key = hashlib.md5(user + owner + struct.pack("<i", rights) + ident).digest()
        for _ in range(50):
            key = hashlib.md5(key).digest()
        check = repeated(key, hashlib.md5(padding + ident).digest()) + bytes(16)
        for number, content in self.objects.items():
            if b"stream\n" in content:
                head, data = content.split(b"stream\n", 1)
                own = hashlib.md5(key + struct.pack("<I", number)[:3] + b"\0\0").digest()
                data = rc4(own, data.removesuffix(b"\nendstream"))
                self.objects[number] = head + b"stream\n" + data + b"\nendstream"
        number = self.add(f"<< /Filter /Standard /V 2 /R 3 /Length 128 /P {rights} /O <{owner.hex()}> /U <{check.hex()}> >>")
        self.trailer += f" /Encrypt {number} 0 R /ID [<{ident.hex()}> <{ident.hex()}>]"
        return self


def stream(content, entries=""):
    """The object of a stream."""
    content = content if isinstance(content, bytes) else content.encode("latin-1")
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def packed(content, entries=""):
    """The object of a stream that is packed by deflate."""
    content = content if isinstance(content, bytes) else content.encode("latin-1")
    return stream(zlib.compress(content, 9), f"/Filter /FlateDecode {entries}")


def table(offsets, start, trailer, size=None):
    """The table of objects at the end of a document, or of a change to it."""
    lines = "xref\n0 1\n0000000000 65535 f \n"
    for number, offset in sorted(offsets.items()):
        lines += f"{number} 1\n{offset:010} 00000 n \n"
    size = size or max(offsets) + 1
    return (lines + f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{start}\n%%EOF\n").encode()


def rc4(key, data):
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) & 255
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + box[i]) & 255
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) & 255])
    return bytes(out)


def text(line, x=60, y=700, size=20, font="F1"):
    """What draws a line of text."""
    shown = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf {x} {y} Td ({shown}) Tj ET\n"
