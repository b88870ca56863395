"""Prints programs that change parts of variables, with what they print: a JSON list of objects."""

import copy, json, random, sys

random.seed(int(sys.argv[1]))
ERROR = "error"


class Wrong(Exception):
    pass


def written(value):
    return json.dumps(value, separators=(", ", ": "))


def scalar():
    return random.choice([0, 1, 7, -3, "", "ab", "é", None, True, 2.5])


def value(depth):
    kind = random.random()
    if depth == 0 or kind < 0.4:
        return scalar()
    if kind < 0.75:
        return [value(depth - 1) for _ in range(random.randint(0, 4))]
    return {random.choice("abcd"): value(depth - 1) for _ in range(random.randint(0, 4))}


def index(number):
    """An index as it may be written: a number, a variable or a call."""
    ways = [str(number)]
    if 0 <= number <= 2:
        ways += [f"i{number}", f"same({number})"]
    return random.choice(ways)


def key(name):
    return random.choice([f".{name}", f'["{name}"]', f'[same("{name}")]'])


def walk(root, variables):
    """A path into a variable, mostly one that exists: its text, and the keys."""
    text, keys, current = root, [], variables[root]
    while random.random() < 0.75:
        if isinstance(current, list):
            at = random.randint(-len(current), len(current) - 1) if current else 0
            if random.random() < 0.05:
                at = random.choice([9, -9])
            text += f"[{index(at)}]"
            keys.append(at)
            if not -len(current) <= at < len(current):
                return text, keys
            current = current[at]
        elif isinstance(current, dict):
            name = random.choice(list(current)) if current and random.random() < 0.85 else random.choice("abcd")
            text += key(name)
            keys.append(name)
            if name not in current:
                return text, keys
            current = current[name]
        else:
            break
    return text, keys


def find(value, keys):
    for at in keys:
        if isinstance(value, list) and type(at) is int and -len(value) <= at < len(value):
            value = value[at]
        elif isinstance(value, dict) and type(at) is str and at in value:
            value = value[at]
        else:
            raise Wrong
    return value


def put(variables, root, keys, new):
    if not keys:
        variables[root] = new
        return
    holder = find(variables[root], keys[:-1])
    if isinstance(holder, dict) and type(keys[-1]) is str:
        holder[keys[-1]] = new
    elif isinstance(holder, list) and type(keys[-1]) is int and -len(holder) <= keys[-1] < len(holder):
        holder[keys[-1]] = new
    else:
        raise Wrong


def plus(a, b):
    isNumber = lambda x: type(x) in (int, float)
    if isNumber(a) and isNumber(b) or type(a) is type(b) and type(a) in (str, list):
        return a + b
    raise Wrong


def method(variables, root, keys, text):
    target = find(variables[root], keys)
    if isinstance(target, list):
        way = random.choice(["push", "push", "push", "pop", "insert", "remove"])
        new = value(2)
        if way == "push":
            target.append(new)
            return f"{text}.push({written(new)})"
        if way == "insert":
            at = random.randint(0, len(target))
            target.insert(at, new)
            return f"{text}.insert({at}, {written(new)})"
        if not target:
            return None
        at = random.randint(0, len(target) - 1)
        target.pop(at if way == "remove" else -1)
        return f"{text}.remove({at})" if way == "remove" else f"{text}.pop()"
    if isinstance(target, dict) and target:
        name = random.choice(list(target))
        del target[name]
        return f'{text}.remove("{name}")'
    return None


def missing(value, keys):
    """Whether a place holds null, or is a key that an object lacks."""
    if not keys:
        return value is None
    holder = find(value, keys[:-1])
    if isinstance(holder, dict) and type(keys[-1]) is str:
        return holder.get(keys[-1]) is None
    return find(value, keys) is None


def exchange(variables, root, text, keys):
    """An assignment to two places; nothing if it would fail halfway."""
    other = random.choice(list(variables))
    place, path = walk(other, variables)
    after = copy.deepcopy(variables)
    try:
        first, second = (find(after[root], keys), find(after[other], path))
        put(after, root, keys, copy.deepcopy(second))
        put(after, other, path, copy.deepcopy(first))
    except Wrong:
        return None
    variables.update(after)
    ways = [f"[{text}, {place}] = [{place}, {text}]", f"[{text}, {place}] = same([{place}, {text}])",
            f'{{a: {text}, "b c": {place}}} = {{a: {place}, "b c": {text}}}',
            f"[{text}, [{place}]] = [{place}, [{text}]]", f"[{text}, _, {place}] = [{place}, 0, {text}]"]
    return random.choice(ways)


def statement(variables):
    """A statement, which the variables have followed; raises `Wrong` with its text if it fails."""
    root = random.choice(list(variables))
    text, keys = walk(root, variables)
    choice = random.random()
    try:
        if choice < 0.3:
            new = value(2)
            line = f"{text} = {written(new)}"
            put(variables, root, keys, new)
        elif choice < 0.5:
            other = random.choice(list(variables))
            source, path = walk(other, variables)
            line = f"{text} = {source}"
            put(variables, root, keys, copy.deepcopy(find(variables[other], path)))
        elif choice < 0.6:
            line = exchange(variables, root, text, keys)
        elif choice < 0.68:
            new = value(2)
            line = f"{text} ??= {written(new)}"
            if missing(variables[root], keys):
                put(variables, root, keys, new)
        elif choice < 0.8:
            new = random.choice([1, 2.5, "x", [value(1)]])
            line = f"{text} += {written(new)}"
            put(variables, root, keys, plus(find(variables[root], keys), copy.deepcopy(new)))
        else:
            line = None
            line = method(variables, root, keys, text)
    except Wrong:
        return (line, True) if line else (None, False)
    return line, False


FORMS = {
    "local": ("fn main() {\n{declarations}\n{body}\n}\nmain()\nmain()", "print(json.stringify([a, b, c]))"),
    "top level": ("{declarations}\n{body}", "print(json.stringify([a, b, c]))"),
    "shared": (
        "{declarations}\nfn show() { print(json.stringify([a, b, c])) }\n{body}", "show()"),
    "captured": (
        "fn main() {\n{declarations}\nfn show() { print(json.stringify([a, b, c])) }\n{body}\n}\nmain()",
        "show()"),
}


def program(form):
    frame, show = FORMS[form]
    variables = {name: random.choice([value(3), [value(2), value(2)], {"a": value(2)}]) for name in "abc"}
    declarations = ["fn same(x) { x }", "let [i0, i1, i2] = [0, 1, 2]"]
    declarations += [f"var {name}: any = {written(v)}" if random.random() < 0.1
                     else f"var {name} = {written(v)}" if random.random() < 0.5
                     else f"var {name} = same({written(v)})" for name, v in variables.items()]
    body, output = [], []
    while len(body) < 60:
        line, fails = statement(variables)
        if line is None:
            continue
        if fails:
            body.append(f'try {{ {line} }} catch e {{ print("{ERROR}") }}')
            output.append(ERROR)
        else:
            body.append(line)
        body.append(show)
        output.append(json.dumps(list(variables.values()), separators=(",", ":"), ensure_ascii=False))
    text = frame.replace("{declarations}", "\n".join(declarations)).replace("{body}", "\n".join(body))
    # What is written out is the same at the second run.
    return {"form": form, "text": text, "output": output * text.count("\nmain()")  or output}


print(json.dumps([program(form) for form in FORMS for _ in range(int(sys.argv[2]))]))
