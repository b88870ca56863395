import TestSupport
import Testing

/// Changes between two values, which a reader of JSON Patch in Python applies as well.
@Suite(.blocking) struct JSONPatchJudgeTests {
  private static let judge = Judge(
    cases: """
      import copy, json, random
      random.seed(83)
      keys = ['a', 'b', 'a/b', '~', '~1', '', 'é', 'e\\u0301', '/\\u0301', '0']
      def value(depth):
          kind = random.randint(0, 6 if depth < 4 else 3)
          if kind in (4, 5): return [value(depth + 1) for _ in range(random.randint(0, 6))]
          if kind == 6: return {key: value(depth + 1) for key in random.sample(keys, random.randint(0, 5))}
          return [None, random.randint(0, 3), random.choice(['x', '', '1']), random.choice([True, False])][kind]
      def changed(old, depth):
          if random.random() < 0.15: return value(depth)
          if isinstance(old, list):
              new = [changed(item, depth + 1) for item in old if random.random() > 0.1]
              if random.random() < 0.3: new.insert(random.randint(0, len(new)), value(depth + 1))
              if random.random() < 0.1: random.shuffle(new)
              return new
          if isinstance(old, dict):
              new = {key: changed(item, depth + 1) for key, item in old.items() if random.random() > 0.1}
              if random.random() < 0.3: new[random.choice(keys)] = value(depth + 1)
              return new
          return old
      cases = []
      for _ in range(2500):
          before = value(0)
          cases.append([before, changed(before, 0) if random.random() < 0.9 else value(0)])
      print(json.dumps(cases))
      """,
    script: """
      for [before, after] in file.json("cases.json") {
        let changes = json.diff(before, after)
        print(json.stringify({before, after, changes, result: json.patch(before, changes)}))
      }
      """,
    verdict: """
      import json, sys
      def parts(path):
          return [part.replace('~1', '/').replace('~0', '~') for part in path.split('/')[1:]]
      def apply(value, change):
          path = parts(change['path'])
          if not path:
              assert change['op'] == 'replace' and value == change['old']
              return change['value']
          place = value
          for part in path[:-1]: place = place[int(part) if isinstance(place, list) else part]
          last = path[-1]
          if isinstance(place, list):
              last = int(last)
              if change['op'] == 'add':
                  assert 0 <= last <= len(place)
                  place.insert(last, change['value'])
                  return value
          else:
              assert (last in place) == (change['op'] != 'add')
          if change['op'] != 'add': assert place[last] == change['old'], (place[last], change)
          if change['op'] == 'remove': del place[last]
          else: place[last] = change['value']
          return value
      few = 0
      for line in sys.stdin.read().split('\\n')[:-1]:
          case = json.loads(line)
          if case['result'] != case['after']: print('patch', ascii(case))
          try: result = json.loads(json.dumps(case['before']))
          except ValueError: result = None
          for change in case['changes']: result = apply(result, change)
          if result != case['after']: print('changes', ascii(case), ascii(result))
          if (case['before'] == case['after']) != (case['changes'] == []):
              # To Python, True is 1 and False is 0.
              if json.dumps(case['before'], sort_keys=True) == json.dumps(case['after'], sort_keys=True): print('none', ascii(case))
          few += 0 < len(case['changes']) < 4
      if few < 500: print('few changes', few)
      """)

  @Test(.timeLimit(.minutes(5))) func `changes lead to the other value`() throws {
    #expect(try Self.judge.differences(among: 2500) == "")
  }
}
