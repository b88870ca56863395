import Foundation
import ImgFlowValues
import Testing

/// Patterns match where Python's `re` finds them, with the same groups.
@Suite("Regular expressions as CPython matches them")
struct RegexPythonTests {
  /// Prints patterns with texts, and the first matches.
  ///
  /// Left out is what the two are meant to do differently: `$`, which is Python's `\\Z` here, `\\B` in an
  /// empty text, which Python does not find before 3.14, and possessive groups, after which Python 3.11
  /// forgets to go back.
  private static let script = """
    import json, random, re, warnings
    warnings.simplefilter('ignore')
    random.seed(41)
    atoms = ['a', 'b', 'c', 'é', '.', '[ab]', '[^a]', '[a-c]', r'\\d', r'\\w', r'\\s', r'\\W', r'\\b', r'\\B', '^', r'\\A', r'\\.', '1', ' ', '-', r'[\\w-]', r'[^\\s]', r'\\n']
    counts = ['*', '+', '?', '{2}', '{1,2}', '{,2}', '{2,}', '*?', '+?', '??', '*+', '++', '{1,3}?']
    def part(depth):
        kind = random.randint(0, 11)
        if depth == 0 or kind < 6: return random.choice(atoms)
        if kind == 6: return '(' + pattern(depth - 1) + ')'
        if kind == 7: return '(?:' + pattern(depth - 1) + ')'
        if kind == 8: return random.choice(['(?=', '(?!', '(?>']) + pattern(depth - 1) + ')'
        if kind == 9: return '(?:' + pattern(depth - 1) + '|' + pattern(depth - 1) + ')'
        if kind == 10: return '(' + pattern(depth - 1) + '|' + pattern(depth - 1) + r')\\1'
        return '(?i:' + pattern(depth - 1) + ')'
    def pattern(depth):
        result = ''
        for _ in range(random.randint(1, 3)):
            one = part(depth)
            if random.random() < 0.35 and one not in ('^', r'\\A', r'\\b', r'\\B') and not one.startswith(('(?=', '(?!')):
                one += random.choice([count for count in counts if '(' not in one or count not in ('*+', '++')])
            result += one
        return result
    letters = 'aabbccABC1 é-\\n.É'
    made = 0
    while made < 4000:
        text = ''.join(random.choice(letters) for _ in range(random.randint(0, 9)))
        source = pattern(3)
        # The number of a reference is that of its group only where no other comes before.
        if r'\\1' in source and source.count('(') - source.count('(?') > 1: continue
        if text == '' and r'\\B' in source: continue
        try: compiled = re.compile(source)
        except re.error: continue
        found = compiled.search(text)
        spans = None
        if found: spans = [[len(text[:place].encode()) for place in span] if span[0] >= 0 else None for span in [found.span()] + [found.span(index + 1) for index in range(compiled.groups)]]
        print(json.dumps([source, text, spans]))
        made += 1
    """

  @Test
  func agreesWithCPython() throws {
    let process = Process()
    process.executableURL = URL(filePath: JSONPythonTests.python)
    process.arguments = ["-c", Self.script]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let lines = String(decoding: printed, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 4000)
    var differences: [String] = []
    for line in lines {
      guard let items = try JSON.parse(String(line)).asList?.items, let pattern = items[0].asString,
        let text = items[1].asString
      else { continue }
      let expected = try JSON.text(of: items[2])
      let actual = try Self.match(pattern, in: text)
      if actual != expected { differences.append("\(line): \(actual)") }
    }
    #expect(differences == [])
  }

  /// The places of the first match and of its groups, as JSON; what is wrong with the pattern otherwise.
  private static func match(_ pattern: String, in text: String) throws -> String {
    let expression: RegularExpression
    do { expression = try RegularExpression(pattern) } catch { return "\(error.message)" }
    guard let match = try expression.firstMatch(in: text) else { return "null" }
    let ranges = [match.range] + match.groups
    return "["
      + ranges.map { $0.map { "[\($0.lowerBound),\($0.upperBound)]" } ?? "null" }
      .joined(separator: ",") + "]"
  }
}
