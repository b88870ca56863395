import TestSupport
import Testing

/// Text of any kind in HTML and in tables of Markdown comes back from what reads these.
@Suite(.blocking) struct MarkupJudgeTests {
  private static let judge = Judge(
    cases: #"""
      import json, random
      random.seed(103)
      pieces = ['a', 'é', '日', '😀', ' ', '|', '|', '\\', '\\', '&', '<', '>', '"', "'", '\n', '\r\n', '\r', '&lt;', '&#39;', '`', '*', '<br>', 'x' * 40]
      def text(): return ''.join(random.choice(pieces) for _ in range(random.randint(0, 8)))
      cases = []
      for _ in range(1200):
          names = list(dict.fromkeys(text() for _ in range(random.randint(1, 4))))
          rows = [{name: random.choice([text(), text(), text(), None, random.randint(-999, 999)]) for name in names if random.random() < 0.9}
                  for _ in range(random.randint(0, 4))]
          cases.append({'text': text() * 3, 'names': names, 'rows': rows})
      print(json.dumps(cases))
      """#,
    script: #"""
      import {markdownTable} from "std/text"
      for {text, names, rows} in file.json("cases.json") {
        print(json.stringify({text, names, rows, html: html.escape(text), table: markdownTable(rows, columns: names)}))
      }
      """#,
    verdict: #"""
      import html, json, re, sys, unicodedata
      def cells(line):
          # A bar after a backslash does not end a cell, whatever is before that.
          parts = re.split(r'(?<!\\)\|', line)
          assert parts[0] == '' and parts[-1] == '', line
          return parts[1:-1]
      def written(value): return re.sub('\r\n|\r|\n', '<br>', '' if value is None else str(value))
      def read(cell):
          # One of an odd number of backslashes escapes the bar, and the others come in pairs.
          assert cell.startswith(' ') and cell.endswith(' '), cell
          return re.sub(r'(\\+)\|', lambda found: found[1][:len(found[1]) // 2] + '|' if len(found[1]) % 2 else '!', cell[1:-1])
      for line in sys.stdin.read().split('\n')[:-1]:
          case = json.loads(line)
          if html.unescape(case['html']) != case['text'] or re.search('[<>"\'\r]', case['html']): print('html', ascii(case))
          lines = case['table'].split('\n')
          if lines.pop() != '' or len(lines) != len(case['rows']) + 2:
              print('lines', ascii(case))
              continue
          head, rules, *body = map(cells, lines)
          expected = [case['names']] + [[row.get(name) for name in case['names']] for row in case['rows']]
          for found, values in zip([head] + body, expected):
              if [read(cell).strip(' ') for cell in found] != [written(value).strip(' ') for value in values]: print(ascii(found), ascii(values))
          for column, rule in enumerate(rules):
              present = [row[column] for row in expected[1:] if row[column] is not None]
              isRight = bool(present) and all(isinstance(value, int) for value in present)
              if not re.fullmatch(r' -{2,}: ' if isRight else r' -{3,} ', rule): print('rule', rule, present)
      """#)

  @Test(.timeLimit(.minutes(5))) func `text comes back`() throws {
    #expect(try Self.judge.differences(among: 1200) == "")
  }
}
