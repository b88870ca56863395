"""The same operation on values in different places: none may cost many times as much as another."""

import collections
import os

from instructions import counts, loop

# How a place is written, and the code around the loop that uses it: `VALUE` is what the place holds.
FORMS = {
    "local": ("$x", "fn $case() {\nRESULTS\nvar $x = VALUE\nLOOP\n}\n$case()"),
    "captured": ("$x", "fn $case() {\nvar $x = VALUE\n(() => {\nRESULTS\nLOOP\n})()\n}\n$case()"),
    "top level": ("$x", "RESULTS\nvar $x = VALUE\nLOOP"),
    "shared": ("$x", "var $x = VALUE\nfn $case() {\nRESULTS\nLOOP\n}\n$case()"),
    "field": ("$o.x", "fn $case() {\nRESULTS\nvar $o = {a: 1, x: VALUE, b: 2}\nLOOP\n}\n$case()"),
    "element": ("$a[1]", "fn $case() {\nRESULTS\nvar $a = [0, VALUE, 2]\nLOOP\n}\n$case()"),
    "parameter": ("$x", "fn $case($x) {\nRESULTS\nLOOP\n}\n$case(VALUE)"),
}
# What needs a place that can change, which a parameter cannot.
CHANGING = {"assign", "update", "push", "pop", "remove", "set"}

KINDS = {
    "int": ("7", "8"),
    "float": ("7.5", "8.5"),
    "ascii": ('"seventeen letters"', '"eighteen letters"'),
    "accents": ('"siebzehn Wörter é"', '"achtzehn Wörter é"'),
    "list": ("[1, 2, 3, 4, 5, 6, 7, 8]", "[1, 2, 3, 4, 5, 6, 7, 9]"),
    "object": ("{k: 1, l: 2, m: 3}", "{k: 1, l: 2, m: 4}"),
    "function": ("(x => x)", "(x => x)"),
}

# The code of an operation on a place `P` for each kind of value; `r` and `w` are local variables.
OPERATIONS = {
    "read": {kind: "$r = P" for kind in KINDS},
    "assign": {kind: "P = $w" for kind in KINDS},
    "compare": {kind: "$r = P == $w" for kind in KINDS if kind != "function"},
    "update": {
        "int": "P += 1", "float": "P += 0.5", "ascii": 'P += "a"', "accents": 'P += "é"', "list": "P += [1]",
        "object": "P.k += 1",
    },
    "pass": {kind: "$r = same(P)" for kind in KINDS},
    "call": {"function": "$r = P(1)"},
    "length": {kind: "$r = P.length" for kind in ("ascii", "accents", "list")},
    "index": {
        "ascii": "$r = P[3]", "accents": "$r = P[3]", "list": "$r = P[3]", "object": "$r = P.l",
    },
    "key": {"object": '$r = P["l"]'},
    "set": {"list": "P[3] = 1", "object": "P.l = 1"},
    "push": {"list": "P.push(1)"},
    "pop": {"list": "P.push(1)\n$r = P.pop()"},
    "remove": {"list": "P.push(1)\n$r = P.remove(0)", "object": 'P.z = 1\n$r = P.remove("z")'},
    "iterate": {
        "ascii": "for c in P { $r = c }", "accents": "for c in P { $r = c }", "list": "for c in P { $r = c }",
        "object": "for k, v in P { $r = v }",
    },
    "match": {
        "int": "$r = match P { 1 => 1, 2 => 2, 3...9 => 3, _ => 4 }",
        "float": "$r = match P { 1.5 => 1, 2.5 => 2, 7.5 => 3, _ => 4 }",
        "ascii": '$r = match P { "a" => 1, "b" => 2, "seventeen letters" => 3, _ => 4 }',
        "accents": '$r = match P { "a" => 1, "b" => 2, "siebzehn Wörter é" => 3, _ => 4 }',
        "list": "$r = match P { [] => 1, [a] => 2, [a, b, ...rest] => 3, _ => 4 }",
        "object": "$r = match P { {k: 7} => 1, {q} => 2, {k, l} => 3, _ => 4 }",
    },
}
# How many items the value of a kind has, which `iterate` goes over.
ITEMS = {"ascii": 17, "accents": 17, "list": 8, "object": 3}
# Kinds for which the same operation costs about the same.
FAMILIES = {"int": "number", "float": "number", "ascii": "string", "accents": "string"}
PRELUDE = "fn same(x) => x"


def cases():
    """The code of every entry by `(operation, kind, form)`."""
    found = {("nothing", "", form): case(form, "", "0", "0") for form in FORMS}
    for operation, kinds in OPERATIONS.items():
        for kind, code in kinds.items():
            for form in FORMS:
                if form != "parameter" or operation not in CHANGING:
                    found[operation, kind, form] = case(form, code, *KINDS[kind])
    return found


def case(form, code, value, other):
    place, frame = FORMS[form]
    parts = {
        "RESULTS": f"var $r = null\nlet $w = {other}", "VALUE": value, "LOOP": loop(code.replace("P", place)),
    }
    for name, text in parts.items():
        frame = frame.replace(name, text)
    return frame


# Checking

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXCEPTIONS = os.path.join(ROOT, "Benchmarks", "cliffs.tsv")
HEADING = "ratio\toperation\tkind\tform\n"
# How many times as much as the cheapest of its row an entry may cost.
MOST = 3.0
# How much an exception may vary from build to build.
TOLERANCE = 1.1


def check(imgflow, options):
    """What is wrong: entries that cost too much and are no exception, and exceptions that have become worse."""
    entries = measured(imgflow)
    if options.show:
        show(entries)
    found = {entry: ratio for entry, ratio in ratios(entries).items() if ratio > MOST}
    # Only the first record takes everything.
    known = read() if os.path.exists(EXCEPTIONS) else found
    if options.record:
        write({entry: min(ratio, known[entry]) for entry, ratio in found.items() if entry in known})
    for entry, ratio in found.items():
        if ratio > (known[entry] * TOLERANCE if entry in known else MOST):
            yield f"{' '.join(entry)}: {ratio:.1f} times the cheapest of its row (scripts/lib/cliffs.py)"
    for entry in known.keys() - found.keys():
        print(f"{' '.join(entry)} is not an exception any more: run scripts/costs --record")


def measured(imgflow):
    """Instructions of a turn by `(operation, kind, form)`."""
    found = counts(imgflow, cases(), PRELUDE)
    return {
        (operation, kind, form): count / (ITEMS[kind] if operation == "iterate" else 1)
        for (operation, kind, form), count in found.items()
    }


def ratios(entries):
    """Each entry's cost as a multiple of the cheapest of its row: the same operation on the same family."""
    rows = collections.defaultdict(list)
    for (operation, kind, _), count in entries.items():
        rows[operation, FAMILIES.get(kind, kind)].append(count)
    return {
        (operation, kind, form): count / min(rows[operation, FAMILIES.get(kind, kind)])
        for (operation, kind, form), count in entries.items()
    }


def show(entries):
    print("instructions\t" + "\t".join(FORMS))
    for operation, kind in dict.fromkeys((operation, kind) for operation, kind, _ in entries):
        cells = [entries.get((operation, kind, form)) for form in FORMS]
        print("\t".join([f"{operation} {kind}", *("–" if cell is None else f"{cell:.0f}" for cell in cells)]))


def read():
    with open(EXCEPTIONS) as file:
        lines = [line.rstrip("\n").split("\t") for line in file if line != HEADING]
    return {tuple(entry): float(ratio) for ratio, *entry in lines}


def write(exceptions):
    with open(EXCEPTIONS, "w") as file:
        lines = [f"{ratio:.1f}\t" + "\t".join(entry) + "\n" for entry, ratio in exceptions.items()]
        file.write(HEADING + "".join(lines))
