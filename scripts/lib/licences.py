#!/usr/bin/env python3
"""Prints the licences of ImgFlow and of all that is linked into its programs.

  scripts/lib/licences.py            with the whole text of each licence, once
  scripts/lib/licences.py --debian   as the copyright file of a Debian package, which refers to the licences that
                                     every Debian system has
"""

import os
import shutil
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
COMMON = "/usr/share/common-licenses"
# The text is that of the Apache License with an exception for programs that hold the runtime.
SWIFT = "Apache-2.0 WITH Swift-exception"

# What the packages hold of others: name, licence, address, and the file with the licence in a checkout, if it has one.
INSIDE = [
    ("BoringSSL, in swift-crypto and swift-nio-ssl", "Apache-2.0 AND ISC AND OpenSSL",
     "https://boringssl.googlesource.com/boringssl", None),
    ("ICU, in Foundation", "Unicode-3.0", "https://github.com/swiftlang/swift-foundation-icu", None),
    ("llhttp", "MIT", "https://github.com/nodejs/llhttp", "swift-nio/Sources/CNIOLLHTTP/LICENSE"),
]


def dependencies():
    with open(os.path.join(ROOT, "dependencies.tsv"), encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    return rows[1:]


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read().strip("\n")


def checkout(*parts):
    return os.path.join(ROOT, ".build", "checkouts", *parts)


def files(name, starts):
    folder = checkout(name)
    return [read(os.path.join(folder, file)) for file in sorted(os.listdir(folder)) if file.startswith(starts)]


def swift_licence():
    """The licence of the Swift runtime, which comes with the compiler."""
    compiler = os.path.realpath(shutil.which("swift") or "/opt/swift/usr/bin/swift")
    return read(os.path.join(os.path.dirname(os.path.dirname(compiler)), "share", "swift", "LICENSE.txt"))


def components():
    """Each with name, licence, address, and texts."""
    yield "Swift runtime and Foundation", SWIFT, "https://swift.org", [swift_licence()]
    for name, version, licence, address in dependencies():
        texts = files(name, "LICENSE") if licence == "MIT" else []
        yield f"{name} {version}", licence, address, texts + files(name, "NOTICE")
    for name, licence, address, file in INSIDE:
        yield name, licence, address, [read(checkout(file))] if file else []


INTRODUCTION = """\
ImgFlow is under the Apache License 2.0. The programs link GNU Readline (imgflow) and Poppler (imgflow-sandbox), which
are under the GPL 3.0 or later and the GPL 2.0 or later: as a whole the built programs are distributed under the GPL 3.0
or later. imgflow-sandbox also links libvips (LGPL 2.1 or later) and Expat (MIT), both link SQLite (public domain) and
zlib (Zlib). These are shared libraries, which come with the system. What follows is part of the programs themselves."""


def plain():
    print(INTRODUCTION)
    print("\n\n== ImgFlow: Apache-2.0\n\n" + read(os.path.join(ROOT, "LICENSE")))
    for name, licence, address, texts in components():
        print(f"\n\n== {name}: {licence}\n{address}")
        for text in texts:
            print("\n" + text)


def paragraph(text):
    """A text as a field of Debian's control files holds it."""
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(" " + (line or ".") for line in lines)


def debian():
    print("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/")
    print("Upstream-Name: ImgFlow\nSource: https://github.com/imgflow/imgflow")
    print("Comment:\n" + paragraph(INTRODUCTION))
    print("\nFiles: *\nCopyright: 2026 the ImgFlow developers\nLicense: GPL-3+ and Apache-2.0")
    print("Comment:")
    for name, licence, address, texts in components():
        print(paragraph(f"{name} ({address}): {licence}"))
        for text in texts if licence != SWIFT else []:
            print(paragraph("\n" + text + "\n"))
    print("\nLicense: Apache-2.0\n On Debian systems, the text of the Apache License 2.0 is in")
    print(f" {COMMON}/Apache-2.0.")
    print("\nLicense: GPL-3+\n On Debian systems, the text of the GNU General Public License version 3 is in")
    print(f" {COMMON}/GPL-3.")


if __name__ == "__main__":
    debian() if "--debian" in sys.argv[1:] else plain()
