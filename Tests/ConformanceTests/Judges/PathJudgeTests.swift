import TestSupport
import Testing

/// Paths taken apart and put together as Python's `pathlib` does it, and folders gone through as its `os.walk` does it.
@Suite(.blocking) struct PathJudgeTests {
  private static let paths = Judge(
    cases: """
      import json, random
      random.seed(79)
      pieces = ['/', '/', '/', '.', '.', '..', 'a', 'B', 'tar', '.gz', '.', 'é', 'e\\u0301', '\\u0301', '日', '👩\\u200d👦', ' ', '-', '~', '\\\\', '\\n', '\\u0600']
      def path(): return ''.join(random.choice(pieces) for _ in range(random.randint(1, 9)))
      print(json.dumps([{'path': path(), 'parts': [path() for _ in range(random.randint(0, 3))]} for _ in range(6000)]))
      """,
    script: """
      for {path, parts} in file.json("cases.json") {
        print(json.stringify({
          path, parts, name: file.name(path), stem: file.stem(path), extension: file.extension(path),
          folder: file.folder(path), joined: file.join(path, ...parts),
        }))
      }
      """,
    verdict: """
      import json, re, sys
      from pathlib import PurePosixPath
      def parsed(path):
          # Two slashes at the start are one.
          return PurePosixPath(re.sub('^//+', '/', path))
      for line in sys.stdin.read().split('\\n')[:-1]:
          case = json.loads(line)
          path = parsed(case['path'])
          # Newer versions of Python take a dot at the end for an extension.
          suffix = '' if path.suffix == '.' else path.suffix
          expected = {'name': path.name, 'stem': path.name[:len(path.name) - len(suffix)], 'extension': suffix[1:],
              'folder': str(path.parent), 'joined': str(path.joinpath(*map(parsed, case['parts'])))}
          for name, value in expected.items():
              if case[name] != value: print(name, ascii(case['path']), case['parts'], ascii(case[name]), ascii(value))
      """)

  @Test func partsAgreeWithPython() throws {
    #expect(try Self.paths.differences(among: 6000) == "")
  }
}
