#!/usr/bin/env python3
"""Prints what the programs are made of, as a document of SPDX 2.3 in JSON.

  scripts/lib/bill_of_materials.py VERSION DEPENDS…

DEPENDS are files with the `Depends` of Debian packages: the shared libraries.
"""

import datetime
import hashlib
import json
import os
import re
import subprocess
import sys

import licences

PROGRAM = "SPDXRef-imgflow"


def main(version, *depends):
    packages = [package("imgflow", version, "Apache-2.0", "https://github.com/imgflow/imgflow", PROGRAM)]
    relations = [relation("SPDXRef-DOCUMENT", "DESCRIBES", PROGRAM)]
    for name, number, licence, address in licences.dependencies():
        identifier = reference("swift", name)
        path = address.removeprefix("https://")
        packages.append(package(name, number, licence, address, identifier, f"pkg:swift/{path}@{number}"))
        relations.append(relation(PROGRAM, "STATIC_LINK", identifier))
    swift = swift_version()
    packages.append(package(
        "swift", swift, "Apache-2.0 WITH Swift-exception", "https://github.com/swiftlang/swift", "SPDXRef-swift"))
    relations.append(relation(PROGRAM, "STATIC_LINK", "SPDXRef-swift"))
    for name in sorted(shared(depends)):
        identifier = reference("debian", name)
        number = installed_version(name)
        packages.append(package(
            name, number, "NOASSERTION", "NOASSERTION", identifier, f"pkg:deb/debian/{name}@{number}"))
        relations.append(relation(PROGRAM, "DYNAMIC_LINK", identifier))
    print(json.dumps(document(version, packages, relations), indent=2, ensure_ascii=False))


def document(version, packages, relations):
    # The same content has the same name.
    digest = hashlib.sha256(json.dumps([packages, relations], sort_keys=True).encode()).hexdigest()
    created = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"imgflow-{version}",
        "documentNamespace": f"https://github.com/imgflow/imgflow/spdx/{version}-{digest[:16]}",
        "creationInfo": {
            "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": ["Tool: scripts/package"],
        },
        "packages": packages,
        "relationships": relations,
    }


def package(name, version, licence, address, identifier, purl=None):
    result = {
        "SPDXID": identifier,
        "name": name,
        "versionInfo": version,
        "downloadLocation": address if address == "NOASSERTION" else f"git+{address}@{version}",
        "filesAnalyzed": False,
        "licenseConcluded": licence,
        "licenseDeclared": licence,
        "copyrightText": "NOASSERTION",
    }
    if purl:
        result["externalRefs"] = [{
            "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}]
    return result


def relation(one, kind, other):
    return {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}


def reference(kind, name):
    return f"SPDXRef-{kind}-" + re.sub(r"[^A-Za-z0-9.-]", "-", name)


def shared(files):
    """The names of Debian packages in lists such as `libc6 (>= 2.36), zlib1g (>= 1:1.2)`."""
    names = set()
    for file in files:
        with open(file, encoding="utf-8") as text:
            names |= {item.split()[0] for item in text.read().strip().split(",") if item.strip()}
    return names


def installed_version(name):
    return subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Version}", name], check=True, capture_output=True,
        text=True).stdout


def swift_version():
    text = subprocess.run(["swift", "--version"], check=True, capture_output=True, text=True).stdout
    return re.search(r"Swift version (\S+)", text)[1]


if __name__ == "__main__":
    main(*sys.argv[1:])
