"""Prints programs whose later operands change what the earlier ones have read, with what they print."""

import copy, json, random, sys

random.seed(int(sys.argv[1]))


def read():
    """What is read of the variables: its text, and what it is."""
    at = random.randint(-2, 1)
    return random.choice([
        ("i", lambda s: s["i"]), ("a", lambda s: s["a"]), ("a[i]", lambda s: s["a"][s["i"]]),
        (f"a[{at}]", lambda s: s["a"][at]), ("o.k", lambda s: s["o"]["k"]), ('o["k"]', lambda s: s["o"]["k"]),
        ("o[key]", lambda s: s["o"]["k"]), ("o.list[i]", lambda s: s["o"]["list"][s["i"]]),
        ("o.list[o.at]", lambda s: s["o"]["list"][s["o"]["at"]]), ("a.length", lambda s: len(s["a"])),
        ("o?.none", lambda s: None), ('o?["none"]', lambda s: None), ("o?.list", lambda s: s["o"]["list"]),
        ("[1, [2]]", lambda s: [1, [2]]), ('{k: 1, l: "é"}', lambda s: {"k": 1, "l": "é"}),
    ])


def change():
    """A statement, and what it does."""
    new = random.choice([0, 1, "x", [7]])
    flip = random.randint(0, 1)
    return random.choice([
        (f"i = {flip}", lambda s: s.update(i=flip)), ("a = [8, 9]", lambda s: s.update(a=[8, 9])),
        (f"a[i] = {json.dumps(new)}", lambda s: s["a"].__setitem__(s["i"], new)),
        (f"a[0] = {json.dumps(new)}", lambda s: s["a"].__setitem__(0, new)),
        (f"a.push({json.dumps(new)})", lambda s: s["a"].append(new)),
        (f"o.k = {json.dumps(new)}", lambda s: s["o"].__setitem__("k", new)),
        (f"o.list[i] = {json.dumps(new)}", lambda s: s["o"]["list"].__setitem__(s["i"], new)),
        (f"o.at = {flip}", lambda s: s["o"].__setitem__("at", flip)),
        ('o = {k: "new", list: [5, 6], at: 1}', lambda s: s.update(o={"k": "new", "list": [5, 6], "at": 1})),
    ])


def changing(text, value):
    """An expression that changes a variable, and then is `value`."""
    statement, effect = change()

    def run(state):
        effect(state)
        return copy.deepcopy(value(state))
    return f"(if true {{ {statement}; {text} }} else {{ 0 }})", run


def operand():
    text, value = read()
    kept = lambda state: copy.deepcopy(value(state))
    return changing(text, value) if random.random() < 0.5 else (text, kept)


def equal(a, b):
    """Python's, but `True` is not 1."""
    return json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True)


def expression():
    (a, x), (b, y) = operand(), operand()
    index = changing(*random.choice([("0", lambda s: 0), ("1", lambda s: 1), ("i", lambda s: s["i"])]))
    truth, guard = changing("true", lambda s: True)
    pair = lambda state: [x(state), y(state)]
    return random.choice([
        (f"[{a}, {b}]", pair),
        (f"{a} == {b}", lambda s: equal(*pair(s))),
        (f"{a} != {b}", lambda s: not equal(*pair(s))),
        (f"{a} in [{b}, 3]", lambda s: (lambda v, w: equal(v, w) or equal(v, 3))(*pair(s))),
        (f"a[{index[0]}]", lambda s: (lambda v: v[index[1](s)])(copy.deepcopy(s["a"]))),
        (f"o.list[{index[0]}]", lambda s: (lambda v: v[index[1](s)])(copy.deepcopy(s["o"]["list"]))),
        (f"(match {a} {{ x if {truth} => [x, {b}], _ => 0 }})", lambda s: (lambda v: (guard(s), [v, y(s)])[1])(x(s))),
        (f"(match [{a}, {b}] {{ [x, ...rest] if {truth} => [x, rest, i], _ => 0 }})",
         lambda s: (lambda v: (guard(s), [v[0], v[1:], s["i"]])[1])(pair(s))),
        (f"(match o {{ {{k, ...rest}} if {truth} => [k, rest, i], _ => 0 }})",
         lambda s: (lambda v: (guard(s), [v.pop("k"), v, s["i"]])[1])(copy.deepcopy(s["o"]))),
    ])


def assignment():
    """A list or an object taken apart, or an assignment whose value changes its index."""
    (a, x), (b, y) = operand(), operand()
    name = random.choice(["x", "fresh"])

    def put(state):
        at = state["i"]
        new = x(state)
        state["a"][at] = new
        return state["a"]
    return random.choice([
        (f"let [{name}, y] = [{a}, {b}]", f"[{name}, y]", lambda s: [x(s), y(s)]),
        (f"let [{name}, ...y] = [{a}, {b}, {a}]", f"[{name}, y]", lambda s: (lambda v: [v[0], v[1:]])([x(s), y(s), x(s)])),
        (f"let {{k: {name}, ...y}} = {{k: {a}, l: {b}}}", f"[{name}, y]", lambda s: [x(s), {"l": y(s)}]),
        (f"a[i] = {a}", "a", put),
    ])


FORMS = {
    "local": "fn main() {\n{body}\n}\nmain()\nmain()",
    "top level": "for _ in 0..<2 {\n{body}\n}",
    "captured": "fn main() {\n{body}\nfn look() { [a, o, i, key] }\nlook()\n}\nmain()\nmain()",
}


def program(form):
    state = {"a": [1, "two", [3], "é"], "o": {"k": 1, "list": [4, "x"], "at": 0}, "i": 1}
    lines = [f"var {name} = {json.dumps(value, ensure_ascii=False)}" for name, value in state.items()]
    lines.append('var key = "k"')
    output = []
    while len(output) < 40:
        if random.random() < 0.7:
            text, value = expression()
            line = f"print(json.stringify([{text}, a, o, i]))"
        else:
            statement, shown, value = assignment()
            line = f"if true {{ {statement}; print(json.stringify([{shown}, a, o, i])) }}"
        after = copy.deepcopy(state)
        try:
            result = copy.deepcopy(value(after))
        except (IndexError, TypeError):
            continue
        state = after
        lines.append(line)
        shown = [result, state["a"], state["o"], state["i"]]
        output.append(json.dumps(shown, separators=(",", ":"), ensure_ascii=False))
    return {"form": form, "text": FORMS[form].replace("{body}", "\n".join(lines)), "output": output * 2}


print(json.dumps([program(form) for form in FORMS for _ in range(int(sys.argv[2]))]))
