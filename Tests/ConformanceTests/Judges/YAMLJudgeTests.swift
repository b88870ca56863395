import TestSupport
import Testing

/// `yaml.parse` beside PyYAML: documents that PyYAML writes are read as what they were, and a text that
/// `yaml.parse` does not refuse has the structure that PyYAML sees.
///
/// PyYAML reads YAML 1.1, where other words are numbers and bools, so the judge takes its nodes and
/// resolves plain scalars by the core schema of YAML 1.2, as the manual says that the language does.
@Suite(.blocking) struct YAMLJudgeTests {
  private static let cases = """
    import json, random, yaml
    random.seed(29)
    words = ['a', 'b c', 'no', 'yes', '1', '0x1F', '1.5', '-', '- a', 'a: b', '#c', 'a #b', ' a', 'a ', '', '~', "it's",
             'x' * 90, 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen',
             'l1\\nl2', 'l1\\n\\nl2\\n', '\\n', '\\tt', 'é', '日本', '"', '{', ']', '!x', '&x', '*x', '%x', '@x', '`x', '?', '? x', ':', 'a:', '0042', 'null', '|', '>']
    # PyYAML writes the others after a `?`, which is documented as refused.
    keys = [word for word in words if word and '\\n' not in word]
    def value(depth):
        kind = random.randint(0, 9) if depth else random.randint(4, 9)
        if kind < 2: return [value(depth - 1) for _ in range(random.randint(0, 4))]
        if kind < 4: return {random.choice(keys): value(depth - 1) for _ in range(random.randint(0, 4))}
        if kind == 4: return random.choice([None, True, False, 0, -7, 12345678901234567890, 2.5, -1e300])
        return random.choice(words)
    cases = []
    for _ in range(500):
        made = value(4)
        text = yaml.safe_dump(made, default_flow_style=random.choice([True, False, None]), width=random.choice([10, 40, 80]),
                              indent=random.choice([2, 4]), allow_unicode=True, sort_keys=False,
                              default_style=random.choice([None, None, '"', "'", '|', '>']) if isinstance(made, str) else None)
        cases.append({'text': text, 'isWritten': True})
    parts = ['a', 'b', 'key: ', '- ', '\\n', '\\n  ', '\\n    ', ' ', ': ', ':', ', ', '{', '}', '[', ']', '"', "'", '# c', ' #', '|', '>', '|-', '>+', '~', '1', '0o17', 'x y', '\\\\', "''", 'null', '---', '...']
    for case in cases[:300]:
        text = case['text']
        at = random.randint(0, len(text))
        cases.append({'text': text[:at] + random.choice(parts) + text[at + random.randint(0, 2):], 'isWritten': False})
    for _ in range(2200):
        cases.append({'text': ''.join(random.choice(parts) for _ in range(random.randint(1, 9))), 'isWritten': False})
    print(json.dumps(cases))
    """

  private static let script = """
    for {text, isWritten} in file.json("cases.json") {
      let read = try { {value: yaml.parse(text)} } catch e { {refused: e.message} }
      let back = if "value" in read { yaml.parse(yaml.stringify(read.value)) == read.value } else { true }
      print(json.stringify({text, isWritten, read, back}))
    }
    """

  private static let verdict = """
    import json, re, sys, yaml
    def resolved(text):
        if text in ('', '~', 'null', 'Null', 'NULL'): return None
        if text in ('true', 'True', 'TRUE'): return True
        if text in ('false', 'False', 'FALSE'): return False
        if re.fullmatch(r'0x[0-9a-fA-F]+', text): return int(text[2:], 16)
        if re.fullmatch(r'0o[0-7]+', text): return int(text[2:], 8)
        if re.fullmatch(r'[-+]?(0|[1-9][0-9]*)', text): return int(text)
        if re.fullmatch(r'[-+]?([.][0-9]+|(0|[1-9][0-9]*)([.][0-9]*)?)([eE][-+]?[0-9]+)?', text): return float(text)
        return text
    def value(node):
        if isinstance(node, yaml.SequenceNode): return [value(item) for item in node.value]
        if isinstance(node, yaml.MappingNode):
            pairs = [(key.value, value(item)) for key, item in node.value]
            if any(not isinstance(key, yaml.ScalarNode) for key, _ in node.value): raise yaml.YAMLError('key')
            if len(dict(pairs)) != len(pairs): raise yaml.YAMLError('twice')
            return dict(pairs)
        return resolved(node.value) if node.style is None else node.value
    refused = 0
    for line in sys.stdin.read().split('\\n')[:-1]:
        case = json.loads(line)
        read = case['read']
        if not case['back']: print('back', ascii(case))
        if 'value' not in read:
            if case['isWritten'] and not ('text that begins' in read['refused']): print('refused', ascii(case))
            refused += 1
            continue
        try:
            node = yaml.compose(case['text'], Loader=yaml.SafeLoader)
            expected = None if node is None else value(node)
        except Exception as problem: expected = problem
        # An end without a document is an empty document here; a question mark within a text is a character.
        if "but found '<document end>'" in str(expected) and read['value'] is None: continue
        if "but got '?'" in str(expected): continue
        same = json.dumps(expected, default=str) == json.dumps(read['value'])
        if not same: print('read', ascii(case), repr(expected)[:200])
    if refused > 2400: print('nearly everything is refused', refused)
    """

  @Test(.timeLimit(.minutes(5))) func agreesWithPyYAML() throws {
    let judge = Judge(cases: Self.cases, script: Self.script, verdict: Self.verdict)
    #expect(try judge.differences(among: 3000) == "")
  }
}
