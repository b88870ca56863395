"""Files that stand for much larger ones, for each reader of the sandbox: written into the folder that is given,
with a JSON list of {name, to, file} on standard output. `to` is what they are to be uploaded as."""

import base64
import io
import json
import pathlib
import struct
import sys
import zipfile
import zlib

from workbooks import CASES, OFFICE, parts, relationships, sheet, strings, text, workbook

BOMBS = []
FOLDER = pathlib.Path(sys.argv[1])


def bomb(name, to, file, content):
    file = f"{len(BOMBS)}-{file}"
    (FOLDER / file).write_bytes(content)
    BOMBS.append({"name": name, "to": to, "file": file})


def table(name, ending, content):
    bomb(name, "table", f"{name.replace(' ', '-')}.{ending}", content)


def packed(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return buffer.getvalue()


# Workbooks.
MEGA = 1 << 20
table("a long text", "xlsx", packed(parts("<row>" + text("x" * (70 * MEGA)) + "</row>")))
table("many references to characters", "xlsx", packed(parts("<row>" + text("&amp;" * (8 * MEGA)) + "</row>")))
table("parts together", "xlsx", packed(parts(
    "<row>" + text("x" * (20 * MEGA)) + "</row>", strings("<t>" + "y" * (20 * MEGA) + "</t>"), "z" * (20 * MEGA))))
table("far cells", "xlsx", packed(parts("".join(f'<row><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 20_000)))))
table("one far cell and many rows", "xlsx", packed(parts(
    '<row><c r="XFD1"><v>1</v></c></row>' + "<row><c><v>1</v></c></row>" * 2_000)))
table("one text in many cells", "xlsx", packed(parts(
    "<row>" + '<c t="s"><v>0</v></c>' * 900 + "</row>", strings("<t>" + "x" * 100_000 + "</t>"))))
table("many texts", "xlsx", packed(parts(
    "<row>" + text("a") + "</row>", strings(*["<t>" + "x" * 90_000 + "</t>"] * 290))))
table("deep elements", "xlsx", packed(parts("<a>" * 500_000)))
table("many attributes", "xlsx", packed(parts("<row " + " ".join(f'a{n}="1"' for n in range(500_000)) + "/>")))
table("a long attribute", "xlsx", packed(parts(f'<row a="{"x" * (30 * MEGA)}"/>')))
table("many sheets", "xlsx", packed(parts("", **{"xl/workbook.xml": workbook('<sheet r:id="a"/>' * 2_000_000)})))
table("many relationships", "xlsx", packed(parts("", **{
    "xl/_rels/workbook.xml.rels": relationships(*[("a", OFFICE + "/worksheet", "b")] * 300_000)})))
table("entities", "xlsx", packed(parts("", **{"xl/workbook.xml": (
    "<!DOCTYPE w [" + '<!ENTITY a0 "x">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
    + "]><workbook>&a19;</workbook>")})))
table("a part that refers to itself", "xlsx", packed(parts("", **{
    "xl/_rels/workbook.xml.rels": relationships(("rId1", OFFICE + "/worksheet", "workbook.xml"))
    .replace("worksheets/sheet1.xml", "workbook.xml"), "xl/workbook.xml": workbook() + "<"})))
many = io.BytesIO()
with zipfile.ZipFile(many, "w") as target:
    for number in range(20_000):
        target.writestr(str(number), "")
table("many files", "xlsx", many.getvalue())
plain = base64.b64decode(CASES[0]["workbook"])
end = plain.rindex(b"PK\5\6")
table("a false count of files", "xlsx", plain[:end + 8] + b"\xfe\xff\xfe\xff" + plain[end + 12:])
wide = base64.b64decode(next(c for c in CASES if c["name"] == "zip64")["workbook"])
at = wide.rindex(b"PK\6\6")
for name, offset in [("count", 32), ("start", 48)]:
    for label, value in [("huge", b"\xff" * 7 + b"\x7f"), ("negative", b"\xff" * 8)]:
        table(f"{label} {name} of a large archive", "xlsx", wide[:at + offset] + value + wide[at + offset + 8:])
for field in range(3):
    first = wide.index(b"\x01\0\x18\0") + 4 + field * 8
    table(f"huge field {field} of a large archive", "xlsx", wide[:first] + b"\xff" * 7 + b"\x7f" + wide[first + 8:])
table("a truncated workbook", "xlsx", plain[:len(plain) // 2])

# Separated values.
table("one long row", "csv", b"," * (MEGA + 1))
table("a wide first row", "csv", b"," * 20_000 + b"\n" + b"a\n" * 100_000)
table("many rows", "csv", b"a\n" * 210_000)
table("a long cell", "csv", b'"' + b"x" * (2 * MEGA) + b'"')
table("much text", "csv", (b"x" * 50_000 + b"\n") * 520)
table("a quote that stays open", "csv", b'a\n"' + b"x,\n" * (MEGA // 2))
table("an enormous file", "csv", b"abcdefghijklmnop,\n" * (2 * MEGA))

# JSON.
table("distinct keys", "json", json.dumps([{f"k{n}": 1} for n in range(10_000)]).encode())
table("distinct keys in lines", "jsonl", "\n".join(json.dumps({f"k{n}": 1}) for n in range(10_000)).encode())
table("empty objects", "json", b"[" + b"{}," * MEGA + b"{}]")
table("empty lists", "json", b"[" + b"[]," * MEGA + b"[]]")
table("numbers", "json", b'[{"a": [' + b"1," * MEGA + b"1]}]")
table("deep lists", "json", b"[" * (2 * MEGA))
table("deep objects", "json", b'[' + b'{"a":' * MEGA)
table("deep objects in a line", "jsonl", b'{"a":' * (600_000) + b"1" + b"}" * 600_000)
table("a long number", "json", b"[{\"a\": " + b"1" * (2 * MEGA) + b"}]")


# Images.
def png(width, height, colour=2, depth=8, interlace=0, lines=None):
    bands = {0: 1, 2: 3, 4: 2, 6: 4}[colour]

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = b"\0" + bytes(width * bands * depth // 8)
    data = b"".join(packer.compress(row) for _ in range(height if lines is None else lines)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def gif(width, height):
    size = struct.pack("<HH", width, height)
    return b"GIF89a" + size + b"\x80\0\0\0\0\0\xff\xff\xff," + bytes(4) + size + b"\0\2\2D\1\0;"


def jpeg(width, height, kind=b"\xc2"):
    table = b"\xff\xdb\0\x43\0" + b"\1" * 64
    frame = b"\xff" + kind + b"\0\x11\x08" + struct.pack(">HH", height, width) + b"\3\1\x22\0\2\x11\0\3\x11\0"
    codes = b"\xff\xc4\0\x14\0\1" + bytes(16)
    scan = b"\xff\xda\0\x0c\3\1\0\2\0\3\0\0\0\0"
    return b"\xff\xd8" + table + frame + codes + scan + b"\0" * 64 + b"\xff\xd9"


def tiff(width, height, bands, bits):
    entries = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, bits), (259, 3, 1, 1), (262, 3, 1, 1),
               (273, 4, 1, 8), (277, 3, 1, bands), (278, 4, 1, height), (279, 4, 1, 100)]
    directory = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *e) for e in entries) + bytes(4)
    return b"II*\0" + struct.pack("<I", 8) + directory + bytes(100)


def image(name, ending, content, says=None):
    bomb(name, "image", f"a.{ending}", content)
    BOMBS[-1]["says"] = says


image("a vast png", "png", png(50_000, 50_000, lines=1))
image("a long png", "png", png(1, 2_000_000, lines=1))
image("a deep png", "png", png(11_000, 8_000, colour=6, depth=16, lines=1))
image("a vast interlaced png", "png", png(12_000, 12_000, interlace=1, lines=1))
image("a large interlaced png", "png", png(8_000, 6_000, interlace=1, lines=1))
image("a large png of deep colour", "png", png(8_000, 6_000, colour=6, depth=16, lines=1))
image("a large gif", "gif", gif(8_000, 6_000))
image("a large progressive jpeg", "jpg", jpeg(8_000, 6_000), "MB to decode")
image("a progressive jpeg whose scans are larger than it", "jpg", jpeg(5_000, 4_000), "MB to decode")
image("a large jpeg", "jpg", jpeg(7_000, 7_000, b"\xc0"), "MB to decode")
image("a vast tiff", "tiff", tiff(60_000, 60_000, 1, 8))
image("a tiff of many bands", "tiff", tiff(7_000, 7_000, 2_000, 16))
image("a drawing", "svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="99999" height="99999"/>')
image("a drawing named otherwise", "png", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')
image("a pdf", "png", b"%PDF-1.4\n1 0 obj<</MediaBox[0 0 99999 99999]>>")

json.dump(BOMBS, sys.stdout)
