"""Reads the first sheet of each workbook in a JSON list of base64 texts, by the letter of ECMA-376 and with
nothing but the standard library; prints the tables as JSON. Cells are inline strings."""

import base64
import io
import json
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def decoded(text):
    units = re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)
    return units.encode("utf-16", "surrogatepass").decode("utf-16")


def table(workbook):
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(workbook))) as archive:
        assert archive.testzip() is None
        root = ET.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    return [
        ["".join(decoded(t.text or "") for t in cell.iter(MAIN + "t")) for cell in row.iter(MAIN + "c")]
        for row in root.iter(MAIN + "row")
    ]


with open(sys.argv[1], encoding="utf-8") as file:
    json.dump([table(each) for each in json.load(file)], sys.stdout)
