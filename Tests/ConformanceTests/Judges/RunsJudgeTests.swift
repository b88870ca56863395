import TestSupport
import Testing

/// Items next to each other in lists and streams, compared with Python's `itertools`; also what streams read on the way, and
/// functions that throw.
@Suite(.blocking) struct RunsJudgeTests {
  private static let cases = """
    import json, random
    random.seed(71)
    cases = []
    for length in list(range(0, 9)) * 40 + [40, 200]:
        xs = [random.randint(-9, 9) for _ in range(length)]
        cases.append({'xs': xs, 'size': random.choice([1, 2, 3, max(length - 1, 1), max(length, 1), length + 1]),
            'least': random.randint(-6, 9), 'stop': random.choice(xs + [99])})
    print(json.dumps(cases))
    """

  private static let script = """
    for {xs, size, least, stop} in file.json("cases.json") {
      file.write("xs.txt", xs.map(x => "\\(x)\\n").join())
      var seen = []
      let stream = file.lines("xs.txt").map(line => { let x = line.toInt(); seen.push(x); x })
      fn reading(f) {
        seen = []
        let items = f()
        [items, seen.length]
      }
      fn stopping(f) => try { f() } catch {message} { message }
      let isLess = x => x < least
      let failing = x => if x == stop { throw "stop" } else { x < least }
      print(json.stringify({
        xs, size, least, stop,
        lists: {
          takeWhile: xs.takeWhile(isLess), dropWhile: xs.dropWhile(isLess), enumerate: xs.enumerate(start: size),
          window: xs.window(size), chunks: xs.chunks(size), flatMap: xs.flatMap(x => [x, -x]),
        },
        more: [
          xs.scan(5, (a, b) => a * 3 - b), xs.count(isLess), xs.sumBy(x => x * 2),
          xs.zipWith(xs.reverse(), (a, b) => a * 10 - b), stream.reduce(5, (a, b) => a * 3 - b),
        ],
        streams: {
          takeWhile: stream.takeWhile(isLess).all(), dropWhile: stream.dropWhile(isLess).all(),
          enumerate: stream.enumerate(start: size).all(), window: stream.window(size).all(),
          chunks: stream.chunks(size).all(), flatMap: stream.flatMap(x => [x, -x]).all(),
        },
        read: [
          reading(() => stream.takeWhile(isLess).all()), reading(() => stream.dropWhile(isLess).take(1).all()),
          reading(() => stream.enumerate().take(2).all()), reading(() => stream.window(size).take(1).all()),
          reading(() => stream.chunks(size).take(1).all()), reading(() => stream.flatMap(x => [x, -x]).take(3).all()),
          reading(() => stream.flatMap(x => 0..<x).take(2).all()), reading(() => stream.flatMap(x => stream.take(1)).take(1).all()),
        ],
        stopped: [
          stopping(() => xs.takeWhile(failing)), stopping(() => xs.dropWhile(failing)), stopping(() => xs.count(failing)),
          stopping(() => stream.takeWhile(failing).all()), stopping(() => stream.dropWhile(failing).all()),
        ],
      }))
    }
    """

  private static let verdict = """
    import itertools, json, sys
    class Stop(Exception): pass
    for line in sys.stdin.read().split('\\n')[:-1]:
        case = json.loads(line)
        xs, size, least, stop = (case[name] for name in ('xs', 'size', 'least', 'stop'))
        count = len(xs)
        less = lambda x: x < least
        expected = {
            'takeWhile': list(itertools.takewhile(less, xs)), 'dropWhile': list(itertools.dropwhile(less, xs)),
            'enumerate': [list(pair) for pair in enumerate(xs, size)],
            'window': [xs[i:i + size] for i in range(count - size + 1)],
            'chunks': [xs[i:i + size] for i in range(0, count, size)],
            'flatMap': [y for x in xs for y in (x, -x)],
        }
        scan = list(itertools.accumulate(xs, lambda a, b: a * 3 - b, initial=5))
        more = [scan[1:], sum(map(less, xs)), sum(x * 2 for x in xs), [a * 10 - b for a, b in zip(xs, xs[::-1])], scan[-1]]
        run = len(expected['takeWhile'])
        def lazily(iterable, most, keep):
            # As many items as are wanted, and how many were read for them.
            seen = 0
            def source():
                nonlocal seen
                for x in xs:
                    seen += 1
                    yield x
            return [list(itertools.islice(iterable(source()), most)), seen]
        chain = itertools.chain.from_iterable
        read = [
            [expected['takeWhile'], min(run + 1, count)], [expected['dropWhile'][:1], min(run + 1, count)],
            [[list(pair) for pair in enumerate(xs[:2])], min(2, count)], [expected['window'][:1], min(size, count)],
            [expected['chunks'][:1], min(size, count)], lazily(lambda s: chain((x, -x) for x in s), 3, None),
            lazily(lambda s: chain(range(x) for x in s), 2, None), [xs[:1], 2 if xs else 0],
        ]
        def failing(x):
            if x == stop: raise Stop()
            return less(x)
        def stopping(f):
            try: return f()
            except Stop: return 'stop'
        take, drop = (lambda: list(itertools.takewhile(failing, xs))), (lambda: list(itertools.dropwhile(failing, xs)))
        stopped = [stopping(f) for f in (take, drop, lambda: sum(map(failing, xs)), take, drop)]
        for name, value in (('lists', expected), ('more', more), ('streams', expected), ('read', read), ('stopped', stopped)):
            if case[name] != value: print(name, xs, size, least, stop, case[name], value)
    """

  @Test func listsAndStreams() throws {
    let judge = Judge(cases: Self.cases, script: Self.script, verdict: Self.verdict)
    #expect(try judge.differences(among: 362) == "")
  }

  private static let strings = Judge(
    cases: """
      import json, random
      random.seed(73)
      letters = ['a', 'b', 'Z', 'é', 'É', 'ß', 'ǆ', 'Σ', 'σ', 'ŉ', 'İ', '日', '😀', '7', '_', '-', ' ', "'", '’', '.', '\\n', 'ﬁ', 'ж']
      def text(most): return ''.join(random.choice(letters) for _ in range(random.randint(0, most)))
      cases = []
      for _ in range(1500):
          whole = text(12)
          start, end = random.randint(0, 4), random.randint(0, 4)
          cases.append({'text': whole, 'start': random.choice([whole[:start], text(2)]),
              'end': random.choice([whole[len(whole) - end:], text(2)])})
      print(json.dumps(cases))
      """,
    script: """
      for {text, start, end} in file.json("cases.json") {
        print(json.stringify({
          text, start, end, prefix: text.removePrefix(start), suffix: text.removeSuffix(end),
          reverse: text.reverse(), title: text.title(),
        }))
      }
      """,
    verdict: """
      import json, re, sys
      for line in sys.stdin.read().split('\\n')[:-1]:
          case = json.loads(line)
          text = case['text']
          def check(name, expected):
              if case[name] != expected: print(name, ascii(text), case['start'], case['end'], ascii(case[name]), ascii(expected))
          check('prefix', text.removeprefix(case['start']))
          check('suffix', text.removesuffix(case['end']))
          check('reverse', text[::-1])
          # The words of Python's own `title` end at apostrophes, digits and the dot that `İ` becomes.
          title = re.sub(r"[^\\W_]+(?:['’.\\u0307]+[^\\W_]+)*", lambda word: word[0][0].title() + word[0][1:], text.lower())
          if '.' not in text: check('title', title)
      """)

  @Test func strings() throws { #expect(try Self.strings.differences(among: 1500) == "") }
}
