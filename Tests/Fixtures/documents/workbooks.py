"""Workbooks as programs write them, with the table that each shows: a JSON list of {name, workbook, rows} on
standard output, workbooks in base64. Written from ECMA-376 with nothing but the standard library, so that
it shares no mistake with the reader that it judges."""

import base64
import io
import json
import re
import sys
import zipfile
import zlib

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def relationships(*entries):
    """Each entry is (id, type, target), or with a fourth: more attributes."""
    inner = "".join(
        f'<Relationship Id="{e[0]}" Type="{e[1]}" Target="{e[2]}"{e[3] if len(e) > 3 else ""}/>'
        for e in entries)
    return f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def workbook(sheets='<sheet name="A" sheetId="1" r:id="rId1"/>', properties="", main=MAIN, office=OFFICE):
    return (f'<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="{main}" xmlns:r="{office}">'
            f'{properties}<sheets>{sheets}</sheets></workbook>')


def sheet(rows, main=MAIN):
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'


def strings(*items):
    return f'<sst xmlns="{MAIN}">' + "".join(f"<si>{item}</si>" for item in items) + "</sst>"


def parts(rows, shared=None, styles=None, properties="", **others):
    """The parts of a workbook of one sheet, under their usual names."""
    related = [("rId1", OFFICE + "/worksheet", "worksheets/sheet1.xml")]
    found = {
        "_rels/.rels": relationships(("rId1", OFFICE + "/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook(properties=properties),
        "xl/worksheets/sheet1.xml": sheet(rows),
    }
    if shared is not None:
        related.append(("rId2", OFFICE + "/sharedStrings", "sharedStrings.xml"))
        found["xl/sharedStrings.xml"] = shared
    if styles is not None:
        related.append(("rId3", OFFICE + "/styles", "styles.xml"))
        found["xl/styles.xml"] = styles
    found["xl/_rels/workbook.xml.rels"] = relationships(*related)
    found.update(others)
    return found


def archive(files, method=zipfile.ZIP_DEFLATED, **options):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method, **options) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return buffer.getvalue()


class Pipe(io.RawIOBase):
    """A stream that cannot go back, into which zipfile writes data descriptors."""

    def __init__(self):
        self.content = b""

    def writable(self):
        return True

    def write(self, data):
        self.content += bytes(data)
        return len(data)


def streamed(files):
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return pipe.content


def large(files):
    """An archive in the form for large ones, whose sizes and offsets are all in extra fields."""
    out, directory = b"", b""
    for name, content in files.items():
        data, key = content.encode(), name.encode()
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        packed = packer.compress(data) + packer.flush()
        head = (b"\x2d\0\0\x08\x08\0\0\0\x21\0" + zlib.crc32(data).to_bytes(4, "little")
                + b"\xff" * 8 + len(key).to_bytes(2, "little"))
        sizes = len(data).to_bytes(8, "little") + len(packed).to_bytes(8, "little")
        directory += (b"PK\x01\x02\x2d\0" + head + b"\x1c\0" + bytes(10) + b"\xff" * 4 + key
                      + b"\x01\0\x18\0" + sizes + len(out).to_bytes(8, "little"))
        out += b"PK\x03\x04" + head + b"\x14\0" + key + b"\x01\0\x10\0" + sizes + packed
    start, count = len(out), len(files)
    record = (b"PK\x06\x06" + (44).to_bytes(8, "little") + b"\x2d\0\x2d\0" + bytes(8)
              + count.to_bytes(8, "little") * 2 + len(directory).to_bytes(8, "little")
              + start.to_bytes(8, "little"))
    locator = b"PK\x06\x07" + bytes(4) + (start + len(directory)).to_bytes(8, "little") + b"\1\0\0\0"
    return out + directory + record + locator + b"PK\x05\x06" + bytes(4) + b"\xff" * 12 + bytes(2)


def text(value):
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


PLAIN = "<row>" + text("id") + text("text") + "</row><row><c><v>1</v></c>" + text("Fine &amp; clean") + "</row>"
SHOWN = [["id", "text"], ["1", "Fine & clean"]]

CASES = []


def case(name, files, rows, pack=archive):
    content = files if isinstance(files, bytes) else pack(files)
    CASES.append({"name": name, "workbook": base64.b64encode(content).decode(), "rows": rows})


# Archives.
case("plain", parts(PLAIN), SHOWN)
case("stored", parts(PLAIN), SHOWN, lambda f: archive(f, zipfile.ZIP_STORED))
case("data descriptors", parts(PLAIN), SHOWN, streamed)
case("zip64", parts(PLAIN), SHOWN, large)
case("bytes before the archive", b"#!stub\n" + archive(parts(PLAIN)), SHOWN)
commented = io.BytesIO(archive(parts(PLAIN)))
with zipfile.ZipFile(commented, "a") as target:
    target.comment = b"made by PK\x05\x06 nobody" * 3
case("a comment", commented.getvalue(), SHOWN)
case("backslashes in names", {k.replace("/", "\\"): v for k, v in parts(PLAIN).items()}, SHOWN)
case("capitals in names", {k.replace("xl/", "XL/").replace("sheet1", "Sheet1"): v for k, v in parts(PLAIN).items()}, SHOWN)

# Parts, found by what refers to them.
for root, target, at in [
    ("book.xml", "s.xml", "s.xml"), ("a/b/book.xml", "../c/s.xml", "a/c/s.xml"),
    ("a/book.xml", "/s.xml", "s.xml"), ("a/book.xml", "./x/./s.xml", "a/x/s.xml"),
    ("a/book.xml", "my%20sheet.xml", "a/my sheet.xml"), ("a/book.xml", "x\\s.xml", "a/x/s.xml"),
]:
    folder, name = root.rsplit("/", 1) if "/" in root else ("", root)
    prefix = folder + "/" if folder else ""
    for slash in ["", "/"]:
        case(f"parts {root} {target} {slash}", {
            "_rels/.rels": relationships(
                ("x", OFFICE + "/extended-properties", "docProps/app.xml"),
                ("rId9", OFFICE + "/officeDocument", slash + root)),
            root: workbook(),
            f"{prefix}_rels/{name}.rels": relationships(
                ("rId0", OFFICE + "/theme", "theme.xml"), ("rId1", OFFICE + "/worksheet", target)),
            at: sheet(PLAIN),
        }, SHOWN)
case("strings and styles elsewhere", {
    "_rels/.rels": relationships(("r", OFFICE + "/officeDocument", "w.xml")),
    "w.xml": workbook(),
    "_rels/w.xml.rels": relationships(
        ("rId1", OFFICE + "/worksheet", "one.xml"), ("b", OFFICE + "/sharedStrings", "two.xml"),
        ("c", OFFICE + "/styles", "/three.xml")),
    "one.xml": sheet('<row><c t="s"><v>0</v></c><c s="1"><v>46082</v></c></row>'),
    "two.xml": strings("<t>shared</t>"),
    "three.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    "xl/sharedStrings.xml": strings("<t>a decoy</t>"),
    "xl/worksheets/sheet1.xml": sheet("<row>" + text("a decoy") + "</row>"),
}, [["shared", "2026-03-01"]])
case("a link to elsewhere", parts(PLAIN, **{"xl/_rels/workbook.xml.rels": relationships(
    ("rId1", OFFICE + "/worksheet", "https://a.test/s.xml", ' TargetMode="External"'),
    ("rId1", OFFICE + "/worksheet", "worksheets/sheet1.xml"))}), SHOWN)
case("strict", {
    "_rels/.rels": relationships(("r", STRICT_OFFICE + "/officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": workbook(main=STRICT_MAIN, office=STRICT_OFFICE),
    "xl/_rels/workbook.xml.rels": relationships(
        ("rId1", STRICT_OFFICE + "/worksheet", "worksheets/sheet1.xml"),
        ("rId2", STRICT_OFFICE + "/sharedStrings", "sharedStrings.xml")),
    "xl/sharedStrings.xml": strings("<t>shared</t>").replace(MAIN, STRICT_MAIN),
    "xl/worksheets/sheet1.xml": sheet(
        '<row><c t="s"><v>0</v></c><c t="d"><v>2026-03-01</v></c></row>', main=STRICT_MAIN),
}, [["shared", "2026-03-01"]])

# Sheets.
OTHER = sheet("<row>" + text("another sheet") + "</row>")
TWO = relationships(("rId1", OFFICE + "/worksheet", "worksheets/sheet1.xml"),
                    ("rId2", OFFICE + "/worksheet", "worksheets/sheet2.xml"))
for name, sheets, rows in [
    ("the order of the list", [("2", ""), ("1", "")], [["another sheet"]]),
    ("a hidden sheet", [("2", ' state="hidden"'), ("1", "")], SHOWN),
    ("a very hidden sheet", [("2", ' state="veryHidden"'), ("1", ' state="visible"')], SHOWN),
    ("all hidden", [("1", ' state="hidden"'), ("2", ' state="hidden"')], SHOWN),
]:
    listed = "".join(f'<sheet name="N{n}" sheetId="{n}" r:id="rId{n}"{more}/>' for n, more in sheets)
    case(name, parts(PLAIN, **{
        "xl/workbook.xml": workbook(listed), "xl/_rels/workbook.xml.rels": TWO,
        "xl/worksheets/sheet2.xml": OTHER}), rows)
case("a chart before the sheet", parts(PLAIN, **{
    "xl/workbook.xml": workbook('<sheet name="C" sheetId="1" r:id="rId8"/><sheet name="A" sheetId="2" r:id="rId1"/>'),
    "xl/_rels/workbook.xml.rels": relationships(
        ("rId8", OFFICE + "/chartsheet", "chartsheets/sheet1.xml"),
        ("rId1", OFFICE + "/worksheet", "worksheets/sheet1.xml")),
    "xl/chartsheets/sheet1.xml": "<chartsheet/>"}), SHOWN)

# XML.
def prefixed(part):
    return re.sub(r"<(/?)(?!\?)", r"<\1x:", part).replace('xmlns="', 'xmlns:x="')


base = parts(PLAIN)
case("prefixes", {k: prefixed(v) if k.startswith("xl/w") else v for k, v in base.items()}, SHOWN)
case("another prefix of relationships", parts(PLAIN, **{
    "xl/workbook.xml": workbook().replace("r:id", "rel:id").replace("xmlns:r", "xmlns:rel")}), SHOWN)
for name, encode in [
    ("a mark", lambda t: b"\xef\xbb\xbf" + t.encode()),
    ("UTF-16", lambda t: t.encode("utf-16")),
    ("UTF-16 BE", lambda t: b"\xfe\xff" + t.encode("utf-16-be")),
]:
    case(name, {k: encode(v) for k, v in base.items()}, SHOWN)
case("single quotes and blanks", {
    k: v.replace('"', "'").replace("/>", " \n/>").replace("='", " = '") for k, v in base.items()}, SHOWN)
case("comments and instructions", {
    k: re.sub(r"(<(?:row|sheets|Relationship)\b)", r"<!-- <c><v>9</v></c> -- --><?go on?>\1", v)
    .replace("-- -->", "-->") for k, v in base.items()}, SHOWN)
case("sections", parts(
    '<row><c t="inlineStr"><is><t>a<![CDATA[<b>&amp;]]>c&#228;&#x1F600;&quot;&apos;</t></is></c></row>'),
    [['a<b>&amp;cä😀"\'']])

# Texts.
for written, shown in [
    ("one_x000D_two", "one\rtwo"), ("one_x005F_x000D_two", "one_x000D_two"), ("_x000A_", "\n"),
    ("_x0009_a", "\ta"), ("_xd83d__xDE00_", "😀"), ("_x005F_", "_"), ("_x005f_x005F_", "_x005F_"),
    ("x_x000D", "x_x000D"), ("_X000D_", "_X000D_"), ("_x00G0_", "_x00G0_"), ("_x0041_x0042_", "Ax0042_"),
    ("__x0041__", "_A_"), ("snake_case_name_x", "snake_case_name_x"), ("_xFFFF_", "\uffff"),
    ("  kept  ", "  kept  "), ("e&#x301;_x0301_", "e\u0301\u0301"),
]:
    escaped = written.replace("&#x301;", "&#x301;")
    rich = f'<r><rPr><b/></rPr><t xml:space="preserve">{escaped}</t></r><r><t>+</t></r>'
    case(f"text {written}", parts(
        f'<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t xml:space="preserve">{escaped}</t></is></c>'
        f'<c t="str"><f>A1</f><v>{escaped}</v></c><c t="s"><v>1</v></c></row>',
        strings(f'<t xml:space="preserve">{escaped}</t>', rich)), [[shown, shown, shown, shown + "+"]])
case("escapes do not join runs", parts(
    '<row><c t="inlineStr"><is><r><t>_x00</t></r><r><t>0D_</t></r></is></c></row>'), [["_x000D_"]])
case("phonetic runs", parts(
    '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>'
    '<phoneticPr fontId="1"/></is></c></row>',
    strings('<r><t>課</t></r><r><t>長</t></r><rPh sb="0" eb="1"><t>カ</t></rPh>')), [["課長", "東京"]])
case("empty strings", parts(
    '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="inlineStr"><is/></c><c t="str"><f>A</f></c>' + text("z")
    + "</row>", strings("", "<t/>")), [["", "", "", "", "z"]])
case("strings without a count, out of order", parts(
    '<row><c t="s"><v>2</v></c><c t="s"><v>0</v></c></row>', strings("<t>a</t>", "<t>b</t>", "<t>c</t>")), [["c", "a"]])

# Cells.
case("types", parts(
    '<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="n"><v>12</v></c><c><v>1.5E3</v></c><c><v>-0.25</v></c>'
    '<c t="e"><v>#N/A</v></c><c t="d"><v>2026-03-01T10:00:00</v></c><c t="str"><f>1+1</f><v>two</v></c>'
    '<c><f>1+1</f><v>2</v></c><c><f t="shared" si="0"/><v>3</v></c></row>'),
    [["true", "false", "12", "1500", "-0.25", "", "2026-03-01T10:00:00", "two", "2", "3"]])
case("no references", parts("<row>" + text("a") + "<c/>" + text("c") + "</row><row><c/>" + text("e") + "</row>"),
     [["a", "", "c"], ["", "e", ""]])
case("references with gaps, small letters, out of order", parts(
    '<row r="3"><c r="C3"><v>3</v></c><c><v>4</v></c><c r="a3"><v>1</v></c></row><row r="7"><c r="B7"><v>7</v></c></row>'),
    [["1", "", "3", "4"], ["", "7", "", ""]])
case("styled cells far away are not columns", parts(
    '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>'),
    [["1"], ["2"]])
case("the last column", parts('<row r="1"><c r="A1"><v>1</v></c><c r="ALL1"><v>1000</v></c></row>'),
     [["1"] + [""] * 998 + ["1000"]])
case("other elements of a sheet", parts(
    PLAIN, **{"xl/worksheets/sheet1.xml": sheet(PLAIN).replace(
        "<sheetData>", '<sheetViews><sheetView><pane/></sheetView></sheetViews><sheetData>').replace(
        "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
        "<legacyDrawing/><extLst><ext><v>9</v><t>no</t></ext></extLst>")}), SHOWN)

# Dates.
STYLES = (f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yy"/>'
          '<numFmt numFmtId="165" formatCode="0.00&quot; days&quot;"/><numFmt numFmtId="166" formatCode="_d0.0\\s"/>'
          '<numFmt numFmtId="167" formatCode="[Red]0"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>'
          + "".join(f'<xf numFmtId="{n}"/>' for n in [0, 14, 22, 20, 164, 165, 166, 167]) + "</cellXfs></styleSheet>")
DATES = "".join(f'<c s="{s}"><v>{v}</v></c>' for s, v in [
    (0, 46082), (1, 46082), (2, 46082.604166666664), (3, 0.5), (4, 61), (5, 2), (6, 2), (7, 2), (1, 1)])
case("dates", parts(f"<row>{DATES}</row>", styles=STYLES), [[
    "46082", "2026-03-01", "2026-03-01T14:30:00", "12:00:00", "1900-03-01", "2", "2", "2", "1900-01-01"]])
case("dates from 1904", parts(f"<row>{DATES}</row>", styles=STYLES, properties='<workbookPr date1904="1"/>'), [[
    "46082", "2030-03-02", "2030-03-02T14:30:00", "12:00:00", "1904-03-02", "2", "2", "2", "1904-01-02"]])
case("dates not from 1904", parts(f"<row>{DATES}</row>", styles=STYLES, properties='<workbookPr date1904="false"/>'), [[
    "46082", "2026-03-01", "2026-03-01T14:30:00", "12:00:00", "1900-03-01", "2", "2", "2", "1900-01-01"]])

if __name__ == "__main__":
    json.dump(CASES, sys.stdout)
