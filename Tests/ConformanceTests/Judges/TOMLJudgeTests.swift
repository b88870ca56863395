import TestSupport
import Testing

/// Documents in TOML, right and wrong ones, as Python's `tomllib` reads them.
@Suite(.blocking) struct TOMLJudgeTests {
  private static let judge = Judge(
    cases: #"""
      import json, random
      random.seed(97)
      keys = ['a', 'b', 'c', '1', '-', '"a"', "'b'", '"x y"', "''", '"\\u00e9"', 'é', '"e\\u0301"', '"\\n"', 'a b', '', '"""a"""']
      def key():
          parts = [random.choice(keys[:3]) if random.random() < 0.8 else random.choice(keys) for _ in range(random.choice([1, 1, 1, 2, 2, 3]))]
          return random.choice(['.', '.', ' . ', '\t.']).join(parts)
      def digits(): return random.choice(['0', '7', '42', '1_000', '12_34_56', '1__0', '_1', '1_', '007', '99999999999999999999'])
      def number():
          kind = random.randint(0, 5)
          if kind == 0: return random.choice(['0x', '0o', '0b', '0X', '+0x']) + random.choice(['0', '1f', 'DEAD_beef', '_1', '777', '101', '1_0', ''])
          if kind == 1: return random.choice(['inf', '+inf', '-inf', 'nan', '-nan', 'Inf', 'true', 'false', 'True', 'truex', 'null', 'yes'])
          text = random.choice(['', '', '-', '+']) + digits()
          if kind > 2: text += random.choice(['.5', '.', '.0_1', '._1', '.1_', '', '.00'])
          if kind > 3: text += random.choice(['e5', 'E-3', 'e+1_0', 'e', 'e1.5', 'e400', 'e_1'])
          return text
      def moment():
          date = random.choice(['1979-05-27', '2024-02-29', '2023-02-29', '2023-13-01', '2023-1-01', '9998-12-31', '1979-04-31'])
          clock = random.choice(['07:32:00', '23:59:59.999999', '00:00:00.1234567', '24:00:00', '12:60:00', '12:00:60', '12:00', '12:00:00.'])
          zone = random.choice(['', '', 'Z', 'z', '-07:00', '+23:59', '+24:00', '+0700', ' Z'])
          return random.choice([date, clock, date + random.choice('Tt _') + clock + zone])
      pieces = ['a', 'é', '😀', ' ', '\t', '#', '\\n', '\\"', '\\\\', '\\u00e9', '\\U0001F600', '\\uD800', '\\U00110000', '\\u12', '\\x41', '\\e', '"', "'", '\\',
                '\\\n  ', '\\  \n', '\n', '\r\n', '\r', '\x00', '\x7f', '\x1f', '""', "''", '\u2028', '\ufeff']
      def string():
          few = pieces[:11] if random.random() < 0.7 else pieces
          text = ''.join(random.choice(few) for _ in range(random.randint(0, 4)))
          quote = random.choice(['"', "'", '"""', "'''", '"""', '""""', "''''", '"""""'])
          return quote + random.choice(['', '', '\n', '\r\n']) * (len(quote) > 2) + text + quote
      def value(depth=0):
          kind = random.randint(0, 9 if depth < 3 else 5)
          if kind < 2: return number()
          if kind < 4: return string()
          if kind == 4: return moment()
          if kind == 5: return random.choice(['1', '"x"', 'true', '2.5', "'raw'", ''])
          if kind < 8:
              gap = lambda: random.choice(['', ' ', '', '\n', ' # x\n', '\r\n', '\t'])
              items = [gap() + value(depth + 1) + gap() for _ in range(random.randint(0, 3))]
              return '[' + gap() + ','.join(items) + random.choice(['', '', ',', ', ,']) * (random.random() < 0.3) + gap() + ']'
          items = [' ' * random.randint(0, 1) + key() + ' = ' + value(depth + 1) for _ in range(random.randint(0, 3))]
          return '{' + ','.join(items) + random.choice(['', '', '', ' ', ',', '\n']) + '}'
      def line():
          kind = random.randint(0, 9)
          if kind < 6: return key() + random.choice([' = ', '=', '\t=\t', ' ']) * 1 + value()
          if kind < 8: return random.choice(['[%s]', '[ %s ]', '[%s] # x', '[[%s]', '[%s]]', '[%s] a = 1']) % key() if random.random() < 0.5 else '[%s]' % key()
          if kind == 8: return '[[%s]]' % key()
          return random.choice(['', '# é', '  ', '#\x00', 'x', '= 1', '\ta = 1', '# \t', '#\r'])
      def simple():
          kind = random.randint(0, 5)
          name = '.'.join(random.choice('ab') for _ in range(random.choice([1, 1, 2, 2, 3])))
          if kind < 3: return name + ' = ' + random.choice(['1', '[]', '{}', '{a = 1}', '[{a = 1}]', '{a.b = 1}', '{a.b = 1, a.a = 2}'])
          return ('[%s]' if kind < 5 else '[[%s]]') % name
      cases = []
      for _ in range(3000): cases.append(random.choice(['\n', '\n', '\r\n']).join(simple() for _ in range(random.randint(1, 6))))
      for _ in range(4000): cases.append('a = ' + value())
      for _ in range(2000): cases.append(random.choice(['\n', '\n', '\r\n']).join(line() for _ in range(random.randint(0, 4))) + random.choice(['', '\n']))
      print(json.dumps(cases))
      """#,
    script: #"""
      for text in file.json("cases.json") {
        print(json.stringify({text, read: try { {value: toml.parse(text)} } catch {kind: "parse"} { null }}))
      }
      """#,
    verdict: #"""
      import datetime, json, math, sys, tomllib
      class Refused(Exception): pass
      def same(ours, theirs):
          if isinstance(theirs, dict):
              return isinstance(ours, dict) and list(ours) == list(theirs) and all(same(ours[key], theirs[key]) for key in theirs)
          if isinstance(theirs, list):
              return isinstance(ours, list) and len(ours) == len(theirs) and all(map(same, ours, theirs))
          if isinstance(theirs, datetime.datetime) and theirs.tzinfo:
              # Times have milliseconds, and are shown in UTC.
              theirs = theirs.replace(microsecond=theirs.microsecond // 1000 * 1000).astimezone(datetime.timezone.utc)
              return ours.endswith('Z') and datetime.datetime.fromisoformat(ours) == theirs
          if isinstance(theirs, (datetime.datetime, datetime.date, datetime.time)):
              parts = ours.replace('t', 'T').replace(' ', 'T').split('.')
              return type(theirs).fromisoformat('.'.join(parts[:1] + [part[:6].ljust(6, '0') for part in parts[1:]])) == theirs
          return type(ours) is type(theirs) and ours == theirs
      def check(value):
          # Floats of the language are numbers, and times are within its calendar.
          if isinstance(value, float) and not math.isfinite(value): raise Refused
          for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []: check(item)
      count = 0
      for line in sys.stdin.read().split('\n')[:-1]:
          case = json.loads(line)
          try:
              theirs = tomllib.loads(case['text'])
              check(theirs)
          except (tomllib.TOMLDecodeError, Refused): theirs = None
          count += theirs is not None
          ours = case['read'] and case['read']['value']
          if (theirs is None) != (case['read'] is None) or theirs is not None and not same(ours, theirs):
              print(ascii(case['text']), 'ours', ascii(ours), 'theirs', ascii(theirs))
      if not 3000 < count < 7000: print('documents', count)
      """#)

  @Test(.timeLimit(.minutes(5))) func `documents are those of tomllib`() throws {
    #expect(try Self.judge.differences(among: 9000) == "")
  }
}
