import ImgFlowValues
import TestSupport
import Testing

/// Patterns match where Python's `re` finds them, with the same groups.
@Suite("Regular expressions as CPython matches them", .blocking)
struct RegexPythonTests {
  /// Prints patterns with texts, and the places of all matches and their groups.
  ///
  /// Left out is what the two are meant to do differently: `$` outside of `(?m)`; `\\B` in an empty text,
  /// which Python does not find before 3.14; counted possessive groups, after which Python 3.11 forgets to
  /// go back; and what comes after an empty match, which Python looks for at the same place again. The end
  /// of the text is `\\Z` for Python and `\\z` here.
  private static let script = """
    import json, random, re, warnings
    warnings.simplefilter('ignore')
    random.seed(41)
    atoms = ['a', 'b', 'c', 'é', '.', '[ab]', '[^a]', '[a-c]', r'\\d', r'\\w', r'\\s', r'\\W', r'\\D', r'\\S', r'\\b', r'\\B', '^', r'\\A', r'\\Z', r'\\.', '1', ' ', '-', r'[\\w-]', r'[^\\s]', r'[^\\W\\d]', '[à-ü]', r'\\n', r'\\x61', r'\\u00e9', r'[\\x61-\\x63]', '日']
    assertions = ('^', '$', r'\\A', r'\\Z', r'\\b', r'\\B')
    counts = ['*', '+', '?', '{2}', '{1,2}', '{,2}', '{2,}', '*?', '+?', '??', '{1,2}?', '*+', '++', '?+', '{1,3}?']
    class Made:
        groups = 0
        names = 0
    def group(depth, opening, reference):
        return opening + pattern(depth - 1) + random.choice(['', '|' + pattern(depth - 1)]) + ')' + reference
    def part(depth):
        kind = random.randint(0, 15)
        if depth == 0 or kind < 7: return random.choice(atoms)
        if kind == 7: return group(depth, '(?:', '')
        if kind == 8: return group(depth, random.choice(['(?=', '(?!', '(?>']), '')
        if kind == 9: return group(depth, '(?i:', '')
        if kind == 10: return group(depth, '(?s:', '')
        if kind == 11: return '(?m:' + random.choice(['^', '']) + pattern(depth - 1) + random.choice(['$', '']) + ')'
        if kind == 12: return '(?x: ' + pattern(depth - 1).replace(' ', r'\\ ') + ' # said\\n)'
        Made.groups += 1
        number = Made.groups
        if kind == 13:
            Made.names += 1
            name = 'n%d' % Made.names
            return group(depth, '(?P<' + name + '>', random.choice(['', '(?P=' + name + ')']))
        return group(depth, '(', random.choice(['', r'(?:\\%d)' % number]))
    def pattern(depth):
        result = ''
        for _ in range(random.randint(1, 3)):
            one = part(depth)
            if random.random() < 0.35 and one not in assertions and not one.startswith(('(?=', '(?!')):
                one += random.choice([count for count in counts if '(' not in one or not count.endswith('+') or count == '+'])
            result += one
        return result
    letters = 'aabbccABC1 é-\\n.É日'
    made = 0
    while made < 5000:
        text = ''.join(random.choice(letters) for _ in range(random.randint(0, 12)))
        Made.groups = Made.names = 0
        source = random.choice(['', '', '', '(?i)', '(?s)', '(?m)']) + pattern(3)
        if text == '' and r'\\B' in source: continue
        try: compiled = re.compile(source)
        except re.error: continue
        matches = []
        for match in compiled.finditer(text):
            matches.append([[len(text[:place].encode()) for place in match.span(index)] if match.start(index) >= 0 else None for index in range(compiled.groups + 1)])
            if match.start() == match.end(): break
        print(json.dumps([source.replace(r'\\Z', r'\\z'), text, matches]))
        made += 1
    """

  @Test func agreesWithCPython() throws {
    let lines = try Python.run(Self.script).split(separator: "\n")
    #expect(lines.count == 5000)
    var differences: [String] = []
    for line in lines {
      let items = try #require(try JSON.parse(String(line)).asList).items
      let pattern = try #require(items[0].asString)
      let actual = try Self.matches(of: pattern, in: #require(items[1].asString))
      if try actual != JSON.text(of: items[2]) { differences.append("\(line): \(actual)") }
    }
    #expect(differences == [])
  }

  /// The places of the matches and their groups as JSON, up to an empty one; what is wrong with the
  /// pattern otherwise.
  private static func matches(of pattern: String, in text: String) throws -> String {
    let expression: RegularExpression
    do { expression = try RegularExpression(pattern) } catch { return "\(error.message)" }
    var matches: [String] = []
    try StringObject(text).withUTF8 { bytes in
      try expression.forEachMatch(in: bytes) { match in
        let places = ([match.range] + match.groups).map { range in
          range.map { "[\($0.lowerBound),\($0.upperBound)]" } ?? "null"
        }
        matches.append("[\(places.joined(separator: ","))]")
        return !match.range.isEmpty
      }
    }
    return "[\(matches.joined(separator: ","))]"
  }
}
