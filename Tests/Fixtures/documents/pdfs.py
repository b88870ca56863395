"""PDF documents as different programs write them. Each says on standard output what is on its pages, or why it
is refused: a JSON list of {name, pdf, sizes, pages, refusal, at}, where `pages` lists the lines of each page, and
`at` says where the first line is in parts of the page: its left end, and its foot."""

import base64
import json
import struct
import sys
import zlib

from pdf import PDF, packed, stream, table, text

CASES = []


def case(name, data, *pages, sizes=None, refusal=None, at=None):
    CASES.append({"name": name, "pdf": base64.b64encode(data).decode(), "pages": [list(p) for p in pages],
                  "sizes": sizes or [[600, 800]] * len(pages), "refusal": refusal, "at": at})


def document(*contents, **options):
    made = PDF()
    for content in contents:
        made.page(content, **options)
    return made


HELLO = text("Hello (world) 42")
TWO = (["Hello (world) 42"], ["Second page"])

# How the objects are laid out.
two = document(HELLO, text("Second page"))
case("a table of objects", two.write(), *TWO, at=[0.1, 0.125])
case("packed objects and their packed table", two.write_packed(), *TWO)
case("a packed table with a predictor", two.write_packed(predictor=True), *TWO)
case("something before the document", b"\x00\x01 junk\n" * 20 + two.write(), *TWO)
case("something after the document", two.write() + b"\n" * 500, *TWO)
case("line ends of other systems", document(HELLO).write().replace(b"endobj\n", b"endobj\r"), ["Hello (world) 42"])
whole = two.write()
case("no table", whole[:whole.rindex(b"xref\n0 1")] + b"trailer << /Root 1 0 R >>", *TWO)
case("a table that is elsewhere", whole[:whole.rindex(b"startxref")] + b"startxref\n7\n%%EOF", *TWO)
changed = document(text("The first version"))
old, offsets = changed.body()
start = len(old) + len(table(offsets, len(old), changed.trailer))
before = old + table(offsets, len(old), changed.trailer)
number = max(changed.objects) - 1
update = f"{number} 0 obj\n".encode() + stream(text("The second version")) + b"\nendobj\n"
case("a document that was changed", before + update + table(
    {number: len(before)}, len(before) + len(update), f"/Root 1 0 R /Prev {len(old)}", size=9), ["The second version"])
loop = document(HELLO)
body, offsets = loop.body()
case("a table that is its own predecessor", body + table(offsets, len(body), f"{loop.trailer} /Prev {len(body)}"),
     ["Hello (world) 42"])

# Protection.
case("encrypted, readable by all", document(HELLO).encrypt("").write(), ["Hello (world) 42"])
case("encrypted", document(HELLO).encrypt("secret").write(), refusal="protected by a password")

# Pages.
for angle, at in [(90, [0.125, 0.1]), (180, None), (270, None), (-90, None), (450, None)]:
    case(f"a page turned by {angle}", document(HELLO, more=f"/Rotate {angle}").write(), ["Hello (world) 42"],
         sizes=[[800, 600] if angle % 180 else [600, 800]])
case("pages of different sizes", (lambda d: (d.page(HELLO), d.page(text("Wide", y=20), box="0 0 1000 200"), d)[2])(
    PDF()).write(), ["Hello (world) 42"], ["Wide"], sizes=[[600, 800], [1000, 200]])
case("a page that does not begin at 0", document(text("Hello", 160, 800), box="100 100 700 900").write(), ["Hello"],
     at=[0.1, 0.125])
case("a page that is cut", document(text("Hello", 160, 800), box="0 0 900 1200", more="/CropBox [100 100 700 900]")
     .write(), ["Hello"], at=[0.1, 0.125])
case("a box with its corners the other way round", document(HELLO, box="600 800 0 0").write(), ["Hello (world) 42"])
case("an empty page", document("").write(), [])
inner = PDF()
inner.page(HELLO)
node = inner.add("<< /Type /Pages /Parent 2 0 R /Kids [5 0 R] /Count 1 /MediaBox [0 0 300 300] >>")
inner.set(5, f"<< /Type /Page /Parent {node} 0 R /Contents 4 0 R >>")
inner.tree(f"<< /Type /Pages /Kids [{node} 0 R] /Count 1 /Resources << /Font << /F1 3 0 R >> >> >>")
inner.set(4, stream(text("Inherited", 30, 30)))
case("what pages inherit", inner.write(), ["Inherited"], sizes=[[300, 300]])
parts = PDF()
first, second = parts.stream("BT /F1 20 Tf 60 700 Td (In two"), parts.stream(" parts) Tj ET")
parts.page(parts.add("null"))
parts.set(parts.pages[0], "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents [%d 0 R %d 0 R] "
          "/Resources << /Font << /F1 3 0 R >> >> >>" % (first, second))
case("content in two parts", parts.write(), ["In two parts"])
none = PDF()
case("no pages", none.write(), refusal="no pages")
for tree, refusal in [
    ("<< /Type /Pages /Count 3 >>", "Page 1 of the PDF is damaged."),
    ("<< /Type /Pages /Kids [9 0 R] /Count 1 >>", "Page 1 of the PDF is damaged."),
    ("<< /Type /Pages /Kids 7 /Count 1 >>", "Page 1 of the PDF is damaged."),
    ("<< /Type /Pages /Kids [2 0 R] /Count 1 >>", "Page 1 of the PDF is damaged."),
    ("null", "The PDF has no pages."), ("<< /Type /Pages /Kids [] /Count -5 >>", "The PDF has no pages."),
]:
    broken = document(HELLO)
    broken.tree(tree)
    case(f"pages as {tree}", broken.write(), refusal=refusal)

# Content.
columns = text("Item", 60, 700) + text("Price", 400, 700) + text("Bed", 60, 660) + text("12,50", 400, 660)
case("kerning", document("BT /F1 20 Tf 60 700 Td [(W) 80 (av) -10 (e) -300 (two)] TJ ET").write(), ["Wave two"])
case("words in any order", document(text("second", 60, 600) + text("first", 60, 700)).write(), ["first", "second"])
case("letters of Windows", document("BT /F1 20 Tf 60 700 Td (Stra\\337e \\200 9 \\226 caf\\351) Tj ET").write(), ["Straße € 9 – café"])
case("invisible text of a scan", document("3 Tr " + HELLO).write(), ["Hello (world) 42"])
form = PDF()
inside = form.stream(HELLO, "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >>")
form.page("/X0 Do", f"/XObject << /X0 {inside} 0 R >>")
case("text in a form", form.write(), ["Hello (world) 42"])
scan = PDF()
grey = bytes(min(255, 40 + x) for y in range(50) for x in range(200))
image = scan.packed(grey, "/Type /XObject /Subtype /Image /Width 200 /Height 50 /BitsPerComponent 8 /ColorSpace /DeviceGray")
scan.page("q 600 0 0 800 0 0 cm /I0 Do Q", f"/XObject << /I0 {image} 0 R >>")
case("a scan", scan.write(), [])
for name, filters, data in [
    ("hexadecimal", "/ASCIIHexDecode", HELLO.encode().hex().encode() + b">"),
    ("base 85", "/ASCII85Decode", base64.a85encode(HELLO.encode()) + b"~>"),
    ("base 85 of deflate", "[/ASCII85Decode /FlateDecode]", base64.a85encode(zlib.compress(HELLO.encode())) + b"~>"),
    ("runs", "/RunLengthDecode", bytes([len(HELLO) - 1]) + HELLO.encode() + b"\x80"),
]:
    filtered = PDF()
    filtered.page(filtered.stream(data, f"/Filter {filters}"))
    case(f"content in {name}", filtered.write(), ["Hello (world) 42"])


def scripts(*lines):
    """A page of lines in any script, written by the numbers of their letters. The letters of those that run
    leftward are on the page as they look, the first on the right."""
    made = PDF()
    letters = sorted({letter for line in lines for letter in line})
    codes = {letter: code for code, letter in enumerate(letters, 1)}
    names = "".join(f"<{code:04X}> <{letter.encode('utf-16-be').hex()}>\n" for letter, code in codes.items())
    unicode = made.packed(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange {len(codes)} beginbfchar\n{names}endbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end")
    font = made.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any /CIDSystemInfo << /Registry (Adobe) /Ordering "
                    "(Identity) /Supplement 0 >> /DW 1000 "
                    f"/W [{codes.get(' ', 0)} [300]] /FontDescriptor << /Type /FontDescriptor /FontName /Any /Flags 4 "
                    "/FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>")
    whole = made.add(f"<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H /DescendantFonts [{font} 0 R] "
                     f"/ToUnicode {unicode} 0 R >>")
    content = "".join(
        f"BT /F2 20 Tf 60 {700 - 40 * row} Td <{''.join(f'{codes[letter]:04X}' for letter in line)}> Tj ET\n"
        for row, line in enumerate(lines))
    made.pages.append(made.add(
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {made.stream(content)} 0 R "
        f"/Resources << /Font << /F2 {whole} 0 R >> >> >>"))
    return made.write()


LINES = ["日本の港", "Привет мир", "Ωμέγα 42", "😀 smile", "Việt Nam", "ไทย"]
case("other scripts", scripts(*LINES), LINES, at=[0.1, 0.125])
LEFTWARD = [("שלום", "םולש"), ("שלום עולם", "םלוע םולש"), ("we see שלום עולם too", "we see םלוע םולש too"),
            ("סך הכל 12 שקל", "לקש 12 לכה ךס"), ("plain", "plain"), ("שנה abc def טובה", "הבוט abc def הנש")]
case("scripts that run leftward", scripts(*[shown for _, shown in LEFTWARD]), [line for line, _ in LEFTWARD],
     at=[0.1, 0.125])

json.dump(CASES, sys.stdout)
