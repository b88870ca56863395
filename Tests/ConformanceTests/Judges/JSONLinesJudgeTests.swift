import TestSupport
import Testing

/// Files with a JSON text on each line, as Python's `json` reads each of their lines.
@Suite(.blocking) struct JSONLinesJudgeTests {
  private static let judge = Judge(
    cases: """
      import json, random
      random.seed(79)
      def value(depth):
          kind = random.randint(0, 7 if depth < 3 else 5)
          if kind == 6: return [value(depth + 1) for _ in range(random.randint(0, 3))]
          if kind == 7: return {random.choice(['a', 'b', 'é']): value(depth + 1) for _ in range(random.randint(0, 3))}
          return [None, True, random.randint(-10 ** 20, 10 ** 20), random.random(), 'a\\n"é😀', ''][kind]
      cases = []
      for _ in range(800):
          lines = []
          for _ in range(random.randint(0, 6)):
              line = random.choice(['', '', ' ', '\\t']) + json.dumps(value(0), ensure_ascii=random.random() < 0.5)
              if random.random() < 0.1: line = random.choice(['', '  '])
              if random.random() < 0.1 and line:
                  place = random.randrange(len(line))
                  line = line[:place] + line[place + 1:]
              lines.append(line + random.choice(['\\n', '\\r\\n', '\\n\\n']))
          text = ''.join(lines)
          if random.random() < 0.3: text = text.rstrip('\\r\\n')
          cases.append(text)
      print(json.dumps(cases))
      """,
    script: """
      for text in file.json("cases.json") {
        file.write("case.ndjson", text)
        var read = []
        let line = try {
          for value in json.lines("case.ndjson") { read.push(value) }
          null
        } catch e { e.message.match(':(\\d+):\\d+\\)$').groups[0].toInt() }
        print(json.stringify({text, read, line}))
      }
      """,
    verdict: """
      import json, sys
      failed = 0
      for line in sys.stdin.read().split('\\n')[:-1]:
          case = json.loads(line)
          read, mistake = [], None
          for number, text in enumerate(case['text'].split('\\n')):
              if not text.strip(): continue
              try:
                  value = json.loads(text)
                  # Half of a surrogate pair is not a character.
                  json.dumps(value, ensure_ascii=False).encode()
                  read.append(value)
              except ValueError:
                  mistake = number + 1
                  break
          failed += mistake is not None
          if case['read'] != read or case['line'] != mistake: print(ascii(case), ascii(read), mistake)
      if not 50 < failed < 700: print('mistakes', failed)
      """)

  @Test(.timeLimit(.minutes(5))) func `values are those of the lines`() throws {
    #expect(try Self.judge.differences(among: 800) == "")
  }
}
