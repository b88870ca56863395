import ImgFlowSyntax
import ImgFlowValues

/// The paths below a folder, which are looked for when they are asked for. Links are not followed.
final class FileWalk: StreamObject, @unchecked Sendable {
  /// The function of the language that makes one.
  static let function = Builtin(
    "walk",
    [Builtin.Parameter("folder", .path), Builtin.Parameter("filter", .function, .optional)],
    returns: .stream,
    """
    A stream of the paths of all that is below a folder, in the order of their bytes. A path for which \
    `filter` returns false is left out, and a folder with everything in it; a function that needs two \
    arguments is also given whether the path is a folder. Links are not followed.
    """,
    examples: [
      (#"file.walk(".").all().contains("notes.txt")"#, "true"),
      (
        #"file.walk(".", (path, isFolder) => isFolder || file.extension(path) == "csv").all().contains("notes.txt")"#,
        "false"
      ),
    ]
  ) { call in
    let walk = FileWalk(
      from: PathParts(try ScriptPath(call).written), filter: call.optional(1), at: call.range)
    // A missing folder is reported here, not where the stream is first used.
    _ = try ScriptPath(call).explaining { _ in try walk.names(in: walk.start, call.evaluator) }
    return .heap(walk)
  }

  /// Where it begins; empty for the current folder.
  private let start: String
  private let filter: Value?
  private let takesKind: Bool
  private let range: SourceRange

  private init(from folder: PathParts, filter: Value?, at range: SourceRange) {
    start = folder.text == "." ? "" : folder.text
    (self.filter, self.range) = (filter, range)
    takesKind = filter?.asClosure?.code.requiredCount == 2
  }

  override func makeIterator(_ evaluator: Evaluator) throws -> any StreamIterator {
    Iterator(self, try Level(start, names(in: start, evaluator)))
  }

  /// The names in a folder in the order of their bytes: those of folders with a slash, and with two where the run may
  /// not look. They are recorded: in a resumed run they are the same, whatever the script has done since.
  private func names(in folder: String, _ evaluator: Evaluator) throws -> [String] {
    try evaluator.checkCancellation()
    let names = try evaluator.recordingRead("file.walk", at: range, [("folder", .string(folder))]) {
      var pace = Pace()
      return try .list(
        evaluator.host.files.list(folder.isEmpty ? "." : folder).map { name in
          try pace.step()
          return .string(try name + ending(of: Self.join(folder, name), evaluator))
        })
    }
    return (names.asItems ?? []).compactMap(\.asString)
  }

  private func ending(of path: String, _ evaluator: Evaluator) throws -> String {
    do { return try isFolder(path, evaluator) ? "/" : "" } catch let error as ValueError
      where error.kind == .permission
    { return "//" }
  }

  private func isFolder(_ path: String, _ evaluator: Evaluator) throws -> Bool {
    try evaluator.host.files.look(atLink: path)?.kind == .folder
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty || folder == "/" ? folder + name : folder + "/" + name
  }

  /// - Parameter known: whether it is a folder; nil if the run may not look.
  private func keeps(_ path: String, isFolder known: Bool?, _ evaluator: Evaluator) throws -> Bool {
    guard let filter else { return true }
    var arguments: [Value] = [.string(path)]
    if takesKind { arguments.append(.bool(try known ?? isFolder(path, evaluator))) }
    return try Callback.isTrue(
      evaluator.invoke(filter, positional: arguments, at: range), "file.walk")
  }

  // MARK: - Going along

  /// What is left of a folder.
  private struct Level {
    struct Entry {
      let name: String
      /// Nil if the run may not look.
      let isFolder: Bool?
      /// Whether it stands for what is in the folder.
      var isInside = false

      var key: PathKey { PathKey(isInside ? name + "/" : name) }
    }

    let folder: String
    /// The next one is the last.
    var rest: [Entry]

    init(_ folder: String, _ names: [String]) {
      self.folder = folder
      rest = names.reversed().map { name in
        let slashes = name.utf8.reversed().prefix { $0 == UInt8(ascii: "/") }.count
        return Entry(
          name: String(Substring(name.utf8.dropLast(slashes))),
          isFolder: slashes < 2 ? slashes == 1 : nil)
      }
    }

    /// Adds what is in a folder: after names such as `a-b`, which come before `a/b`.
    mutating func insertInside(of folder: Entry) {
      let inside = Entry(name: folder.name, isFolder: true, isInside: true)
      let place = rest.lastIndex { inside.key < $0.key }.map { $0 + 1 } ?? 0
      rest.insert(inside, at: place)
    }
  }

  private final class Iterator: StreamIterator {
    private let walk: FileWalk
    private var levels: [Level]

    init(_ walk: FileWalk, _ first: Level) { (self.walk, levels) = (walk, [first]) }

    func next(_ evaluator: Evaluator) throws -> Value? {
      while var level = levels.popLast() {
        guard let entry = level.rest.popLast() else { continue }
        let path = FileWalk.join(level.folder, entry.name)
        if entry.isInside {
          levels += [level, Level(path, try walk.names(in: path, evaluator))]
          continue
        }
        let isKept = try walk.keeps(path, isFolder: entry.isFolder, evaluator)
        // What is kept must be known: it may have to be gone into.
        if isKept, try entry.isFolder ?? walk.isFolder(path, evaluator) {
          level.insertInside(of: entry)
        }
        levels.append(level)
        if isKept { return .string(path) }
      }
      return nil
    }
  }
}
