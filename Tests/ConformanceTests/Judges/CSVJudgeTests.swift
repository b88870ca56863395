import TestSupport
import Testing

/// `std/csv` beside Python's `csv`: tables written by either are read alike by both, and a text that
/// `std/csv` does not refuse is read as Python reads it.
@Suite(.blocking) struct CSVJudgeTests {
  /// Prints tables as Python writes them, and texts that nobody wrote.
  private static let cases = """
    import csv, io, json, random
    random.seed(17)
    letters = ['a', 'b', ' ', ',', ';', '"', '"', '\\r', '\\n', '\\r\\n', 'é', '日', '\\ufeff', '', "'", '\\t', '|', '\\0', '\\u2028']
    def text(most): return ''.join(random.choice(letters) for _ in range(random.randint(0, most)))
    def written(rows, separator):
        out = io.StringIO()
        csv.writer(out, delimiter=separator).writerows(rows)
        return out.getvalue()
    cases = []
    for _ in range(600):
        width = random.randint(1, 4)
        rows = [[text(4) for _ in range(width)] for _ in range(random.randint(1, 5))]
        separator = random.choice([',', ';', '\\t', '|'])
        cases.append({'rows': rows, 'separator': separator, 'text': written(rows, separator)})
    for _ in range(1400):
        cases.append({'rows': None, 'separator': ',', 'text': text(14)})
    print(json.dumps(cases))
    """

  private static let script = """
    import "std/csv" as csv
    fn read(text, separator) {
      try { csv.parse(text, header: false, separator: separator) } catch e { null }
    }
    fn streamed(text, separator) {
      file.write("case.csv", text)
      try { csv.rows("case.csv", header: false, separator: separator).all() } catch e { null }
    }
    for index, {rows, separator, text} in file.json("cases.json") {
      let ours = if rows == null { null } else { csv.stringify(rows, separator: separator) }
      let again = if rows == null { null } else { read(ours, separator) }
      let parsed = read(text, separator)
      let streamed = if index % 5 == 0 { streamed(text, separator) } else { parsed }
      print(json.stringify({rows, separator, text, read: parsed, streamed, ours, again}))
    }
    """

  /// Prints the cases that are not as they should be.
  private static let verdict = """
    import csv, io, json, sys
    csv.field_size_limit(10 ** 9)
    def read(text, separator):
        if text[:1] == '\\ufeff': text = text[1:]
        return [row for row in csv.reader(io.StringIO(text, newline=''), delimiter=separator) if row]
    refused = 0
    for line in sys.stdin.read().split('\\n')[:-1]:
        case = json.loads(line)
        rows, text, separator = case['rows'], case['text'], case['separator']
        if case['read'] != case['streamed']: print('stream', ascii(case))
        # Python does not protect a mark at the start of a text.
        isMarked = rows and rows[0][0][:1] == '\\ufeff'
        if rows and case['read'] != rows and not isMarked: print('read', ascii(case))
        if rows and case['again'] != rows: print('again', ascii(case))
        if rows and not isMarked and read(case['ours'], separator) != rows: print('ours', ascii(case))
        if rows is None and case['read'] is None: refused += 1
        if rows is None and case['read'] is not None and case['read'] != read(text, separator):
            print('text', ascii(case), ascii(read(text, separator)))
    if refused > 1000: print('nearly everything is refused', refused)
    """

  @Test(.timeLimit(.minutes(5))) func agreesWithPython() throws {
    let judge = Judge(cases: Self.cases, script: Self.script, verdict: Self.verdict)
    #expect(try judge.differences(among: 2000) == "")
  }
}
