"""PDF documents that stand for much more than they hold: written into the folder that is given, with a JSON list of
{name, to, file, says} on standard output. `says` is a part of the reason for which it is refused; without it, the
document may also be read, as one that does no harm."""

import json
import pathlib
import struct
import sys
import zlib

from pdf import PDF, packed, stream, text

MEGA = 1 << 20
LARGE = "damaged, or takes more than 192 MB of memory"
LONG = "takes more than 10 seconds"
DAMAGED = "damaged"
HELLO = text("Hello")


def squeezed(unit, megabytes, times=1):
    """A long repetition, packed by deflate so often. A packed block that refers to nothing before it can be repeated."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(unit * (MEGA // len(unit))) + packer.flush(zlib.Z_FULL_FLUSH)
    data = b"\x78\xda" + block * megabytes + b"\3\0\0\0\0\1"
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def document(content=HELLO, resources="", box="0 0 600 800", more=""):
    made = PDF()
    made.page(content, resources, box, more)
    return made


def with_object(make, content, resources, box="0 0 600 800"):
    """A document with an object that its page uses; `{}` in the resources stands for its number."""
    made = PDF()
    number = make(made)
    made.page(content, resources.replace("{}", f"{number} 0 R"), box)
    return made.write()


def table_bombs():
    yield "a table without end", DAMAGED, b"%PDF-1.4\n" + b"xref\n0 2000000000\n" + b"trailer << /Root 1 0 R >>"
    for name, entries in [("vast", "/Size 2000000000 /Index [0 2000000000] /W [1 4 2]"),
                          ("wide", "/Size 9 /W [1 2000000000 2000000000]"), ("of nothing", "/Size 9 /W [0 0 0]"),
                          ("negative", "/Size -1 /Index [-5 -5] /W [-1 -1 -1]")]:
        content = packed(bytes(100), f"/Type /XRef {entries} /Root 1 0 R")
        yield f"a packed table, {name}", DAMAGED, b"%PDF-1.5\n1 0 obj\n" + content + b"\nendobj\nstartxref\n9\n%%EOF\n"
    huge = stream(squeezed(b"\0", 1000), "/Type /XRef /Size 140000000 /W [1 4 2] /Filter /FlateDecode /Root 1 0 R")
    yield "a packed table of a gigabyte", DAMAGED, b"%PDF-1.5\n1 0 obj\n" + huge + b"\nendobj\nstartxref\n9\n%%EOF\n"
    circle = PDF()
    circle.objects[1] = b"1 0 R"
    circle.tree()
    yield "an object that is itself", DAMAGED, circle.write()
    rows = struct.pack(">BIH", 0, 0, 0) + struct.pack(">BIH", 2, 5, 0) * 9
    data = b"%PDF-1.5\n"
    yield "a pack that is inside of itself", DAMAGED, data + b"5 0 obj\n" + packed(
        rows, "/Type /XRef /Size 10 /W [1 4 2] /Root 1 0 R") + f"\nendobj\nstartxref\n{len(data)}\n%%EOF\n".encode()
    yield "deep lists", DAMAGED, b"%PDF-1.4\n1 0 obj\n" + b"[" * 500_000 + b"\nendobj\ntrailer <</Root 1 0 R>>\n"


def tree_bombs():
    for name, tree, reason in [
        ("a circle of pages", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>", "Page 1"),
        ("a count of pages that is a lie", "<< /Type /Pages /Kids [2 0 R] /Count 99999999 >>", "no pages"),
        ("a negative count of pages", "<< /Type /Pages /Kids 2 0 R /Count -1 >>", "no pages"),
    ]:
        made = document()
        made.tree(tree)
        yield name, reason, made.write()
    many = PDF()
    many.pages = list(range(10, 50_010))
    for number in many.pages:
        many.objects[number] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    yield "tens of thousands of pages", "more than 100 pages", many.write()
    deep = PDF()
    for number in range(10, 20_010):
        deep.objects[number] = f"<< /Type /Pages /Parent {number - 1} 0 R /Kids [{number + 1} 0 R] /Count 1 >>".encode()
    deep.pages = [10]
    yield "a deep tree of pages", "Page 1", deep.write()
    for size, reason in [("99999999 99999999", "size"), ("0.001 0.001", "size"), ("9 90000", "size"), ("1e30 1e30", None)]:
        yield f"pages of {size}", reason, document(box=f"0 0 {size}").write()


def stream_bombs():
    for name, unit, times, reason in [
        ("states", b"q ", 1, LARGE), ("states, packed three times", b"q ", 3, LARGE), ("lines", b"9 9 m 99 99 l S ", 2, LONG),
    ]:
        made = PDF()
        made.page(made.stream(squeezed(unit, 1000, times), f"/Filter [{'/FlateDecode ' * times}]"))
        yield f"a gigabyte of {name}", reason, made.write()
    made = PDF()
    made.page(made.stream(squeezed(b" ", 100, 2).hex() + ">", "/Filter [/ASCIIHexDecode /FlateDecode /FlateDecode /RunLengthDecode]"))
    yield "filters of each kind", None, made.write()
    made = PDF()
    made.page(made.stream(b"x", "/Filter [" + "/FlateDecode " * 10_000 + "]"))
    yield "very many filters", None, made.write()
    made = PDF()
    number = made.reserve()
    made.page(made.set(number, f"<< /Length {number} 0 R >>\nstream\nx\nendstream"))
    yield "a length that is itself", None, made.write()
    yield "lists in content", None, document("[" * MEGA).write()
    yield "dictionaries in content", None, document("/A <<" + "/A <<" * MEGA).write()


def drawing_bombs():
    made = PDF()
    forms = [made.reserve() for _ in range(10)]
    for index, number in enumerate(forms):
        after = forms[min(index + 1, 9)]
        made.stream("/X Do " * 10 if index < 9 else "0 0 9 9 re f", "/Type /XObject /Subtype /Form /BBox [0 0 600 800] "
                    + (f"/Resources << /XObject << /X {after} 0 R >> >>" if index < 9 else ""), number)
    made.page("/X Do", f"/XObject << /X {forms[0]} 0 R >>")
    yield "forms in forms", LONG, made.write()
    made = PDF()
    groups = [made.reserve() for _ in range(400)]
    for index, number in enumerate(groups):
        after = groups[min(index + 1, 399)]
        made.stream("/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Group << /S /Transparency /I true >> "
                    f"/Resources << /XObject << /X {after} 0 R >> >>", number)
    made.page("/X Do", f"/XObject << /X {groups[0]} 0 R >>")
    yield "transparent groups in groups", LARGE, made.write()
    yield "dashes without number", None, document("[0.00001] 0 d 0 0 m 600 800 l S").write()
    yield "a mask of itself", None, with_object(
        lambda d: d.stream("/G gs 0 0 600 800 re f", "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Group << /S /Transparency "
                           "/CS /DeviceGray >> /Resources << /ExtGState << /G << /SMask << /S /Luminosity /G 4 0 R >> >> >> >>"),
        "/G gs 0 0 600 800 re f", "/ExtGState << /G << /SMask << /S /Luminosity /G {} >> >> >>")
    yield "a mesh of millions of triangles", None, with_object(
        lambda d: d.stream(squeezed(b"\0\7\1\xff\2\7\3", 300), "/ShadingType 4 /ColorSpace /DeviceGray /BitsPerCoordinate 16 "
                           "/BitsPerComponent 8 /BitsPerFlag 8 /Decode [0 600 0 800 0 1] /Filter /FlateDecode"),
        "/S sh", "/Shading << /S {} >>")
    yield "a sampled function of four gigabytes", None, with_object(
        lambda d: d.add("<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 600 800] /Function "
                        + f"{d.packed(b'x', '/FunctionType 0 /Domain [0 1 0 1 0 1] /Range [0 1] /Size [2000 2000 2000] /BitsPerSample 8')} 0 R >>"),
        "/S sh", "/Shading << /S {} >>")


def resource_bombs():
    def image(entries, data=b"x"):
        return lambda d: d.stream(data, "/Type /XObject /Subtype /Image " + entries)

    draw, name = "q 600 0 0 800 0 0 cm /I Do Q", "/XObject << /I {} >>"
    for label, entries, data in [
        ("of colours", "/Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB", b"x"),
        ("of 30,000 by 30,000", "/Width 30000 /Height 30000 /BitsPerComponent 8 /ColorSpace /DeviceRGB", b"x"),
        ("packed", "/Width 20000 /Height 20000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode", squeezed(b"\0", 1200)),
        ("of a fax", "/Width 30000 /Height 30000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /CCITTFaxDecode "
         "/DecodeParms << /K -1 /Columns 2000000000 /Rows 2000000000 >>", b"\0" * 999),
        ("of JPEG", "/Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode", jpeg(60000, 60000)),
        ("of JPEG, less vast", "/Width 20000 /Height 20000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /DCTDecode", jpeg(20000, 20000)),
        ("of JPEG 2000", "/Width 60000 /Height 60000 /Filter /JPXDecode", b"\xff\x4f\xff\x51\0\x2f\0\0" + struct.pack(
            ">IIIIIIIIH", 60000, 60000, 0, 0, 60000, 60000, 0, 0, 3) + b"\7\1\1" * 3 + b"\xff\x52\0\x0c\0\0\0\1\0\5\4\4\0\1\xff\x5c\0\x13@" + b"@" * 16
            + b"\xff\x90\0\x0a\0\0\0\0\0\0\0\1\xff\x93" + b"\0" * 99),
        ("of JBIG2", "/Width 60000 /Height 60000 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode",
         b"\0\0\0\0\x30\0\1\0\0\0\x13" + struct.pack(">IIII", 60000, 60000, 0, 0) + b"\0\0\0"),
        ("with a mask of itself", "/Width 9 /Height 9 /BitsPerComponent 8 /ColorSpace /DeviceGray /SMask 4 0 R", b"x" * 81),
    ]:
        yield f"an image {label}", None, with_object(image(entries, data), draw, name)
    yield "an image inside of content", None, document("q 600 0 0 800 0 0 cm BI /W 30000 /H 30000 /BPC 8 /CS /RGB ID xx EI Q").write()
    descriptor = "/FontDescriptor << /Type /FontDescriptor /FontName /Any /Flags 4 /FontFile2 %d 0 R >>"
    yield "a font of a gigabyte", None, with_object(
        lambda d: d.add("<< /Type /Font /Subtype /TrueType /BaseFont /Any " + descriptor % d.stream(
            squeezed(b"\0\1\0\0", 1000), "/Filter /FlateDecode") + " >>"), "BT /F2 9 Tf 9 9 Td (x) Tj ET", "/Font << /F2 {} >>")
    yield "names of letters, a gigabyte", None, with_object(
        lambda d: d.add(f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode {d.stream(squeezed(b'<01> <0041> ', 1000), '/Filter /FlateDecode')} 0 R >>"),
        "BT /F2 9 Tf 9 9 Td (x) Tj ET", "/Font << /F2 {} >>")
    yield "a space of colours of itself", None, with_object(
        lambda d: d.add("[/Indexed 4 0 R 255 (x)]"), "/C cs 1 sc 0 0 99 99 re f", "/ColorSpace << /C {} >>")
    notes = document()
    number = notes.add("<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [0 0 9 9] /Parent 7 0 R /Kids [7 0 R 7 0 R] >>")
    notes.set(1, f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{number} 0 R] >> >>")
    notes.set(notes.pages[0], notes.objects[notes.pages[0]].replace(b">>", f"/Annots [{f'{number} 0 R ' * 100_000}] >>".encode(), 1))
    yield "notes without number", None, notes.write()


def jpeg(width, height):
    frame = b"\xff\xc2\0\x11\x08" + struct.pack(">HH", height, width) + b"\3\1\x22\0\2\x11\0\3\x11\0"
    return (b"\xff\xd8\xff\xdb\0\x43\0" + b"\1" * 64 + frame + b"\xff\xc4\0\x14\0\1" + bytes(16)
            + b"\xff\xda\0\x0c\3\1\0\2\0\3\0\0\0\0" + bytes(64) + b"\xff\xd9")


folder, found = pathlib.Path(sys.argv[1]), []
for family in [table_bombs, tree_bombs, stream_bombs, drawing_bombs, resource_bombs]:
    for name, says, data in family():
        file = f"{len(found)}.pdf"
        (folder / file).write_bytes(data)
        found.append({"name": name, "to": "document", "file": file, "says": says})
json.dump(found, sys.stdout)
