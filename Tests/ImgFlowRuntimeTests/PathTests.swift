import TestSupport
import Testing

@testable import ImgFlowRuntime

/// Paths without `.` and `..`, as Python's `posixpath` makes them.
@Suite(.blocking) struct PathTests {
  private static let script = """
    import posixpath, random
    random.seed(71)
    parts = ['a', 'b.c', '.', '..', '...', '', 'é', '\u{301}', '日', '.hidden', ' ', '..a']
    for _ in range(2000):
        folder = '/' + '/'.join(random.choice(['a', 'x y', 'é']) for _ in range(random.randint(0, 3)))
        path = random.choice(['', '/']) + '/'.join(random.choice(parts) for _ in range(random.randint(1, 7)))
        # Two slashes at the start mean nothing else here than one.
        whole = posixpath.normpath('/' + posixpath.join(folder, path).lstrip('/'))
        print(folder, path, whole, sep='\\t')
    """

  @Test func `they are posixpath's`() throws {
    for line in try Python.run(Self.script).split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let found = Paths.absolute(fields[1], in: fields[0])
      #expect(found.utf8.elementsEqual(fields[2].utf8), "\(fields[1]) in \(fields[0])")
    }
  }
}
