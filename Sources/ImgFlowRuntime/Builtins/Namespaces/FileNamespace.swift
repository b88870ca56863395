import ImgFlowValues

/// The namespace `file`. Relative paths start at the current folder.
enum FileNamespace {
  static let all: [Builtin] =
    reading.map { $0.effect(of: "file", .safe) }
    + streaming.map { $0.effect(.opening("file.\($0.name)")) } + writing + folders
    + PathFunctions.all + FileQuestions.all + FileMaking.all + [FileWalk.function]
}

extension Builtin.Parameter {
  static let path = Self("path", .path)
  /// The name of an encoding.
  static let textEncoding = Self("encoding", .string, .optional)
}

extension NativeCall {
  /// The encoding that an argument names; nil if it is not given.
  ///
  /// - Throws: a `validation` error for a name that is not known.
  func textEncoding(_ index: Int) throws -> TextEncoding? {
    try optional(index)?.asString.map(TextEncoding.named)
  }
}

extension FileNamespace {
  private static let reading: [Builtin] = [
    Builtin(
      "text", [.path, .textEncoding], returns: .string,
      """
      Reads a text file: in the encoding that its byte-order mark says, else in `encoding`, else in UTF-8. \
      `-` is standard input, here and in the other functions that read.
      """,
      examples: [(#"file.text("notes.txt").lines().length"#, "3")]
    ) { call in .heap(try ScriptPath(call).text(call.textEncoding(1), for: "file.text")) },
    Builtin(
      "json", [.path, .textEncoding], returns: .any,
      "Reads a JSON file; a mistake in it is a `parse` error that names its line and column.",
      examples: [(#"file.json("data.json").name"#, "example")]
    ) { call in try ScriptPath(call).json(call.textEncoding(1)) },
    Builtin(
      "bytes", [.path], returns: .bytes, "Reads a file as it is.",
      examples: [(#"file.bytes("notes.txt").slice(0, 5).text()"#, "first")]
    ) { call in .bytes(try ScriptPath(call).bytes()) },
    Builtin(
      "exists", [.path], returns: .bool, "Whether such a file or folder exists.",
      examples: [(#"file.exists("notes.txt")"#, "true"), (#"file.exists("nothing")"#, "false")]
    ) { call in .bool(try call.evaluator.host.files.exists(ScriptPath(call).absolute)) },
    Builtin(
      "size", [.path], returns: .int, "Returns the size of a file in bytes.",
      examples: [(#"file.size("notes.txt") > 0"#, "true")]
    ) { call in .int(try ScriptPath(call).size()) },
    Builtin(
      "sha256", [.path, .encoding], returns: .string,
      "Returns the SHA-256 of a file, which is read piece by piece.",
      examples: [
        (
          #"file.sha256("notes.txt") == hash.sha256(file.text("notes.txt"))"#, "true"
        )
      ]
    ) { call in
      let reader = try ScriptPath(call).open()
      var digest = Digest<SHA256>()
      while case let piece = try reader.next(atMost: 1 << 20), !piece.isEmpty {
        try call.evaluator.checkCancellation()
        try piece.withUnsafeBufferPointer { try digest.update($0) }
      }
      return try HashNamespace.text(digest.finish(), call, 1)
    },
  ]

  private static let streaming: [Builtin] = [
    Builtin(
      "lines", [.path, .textEncoding], returns: .stream,
      "A stream of the lines of a text file, without their line ends.",
      examples: [(#"file.lines("notes.txt").first()"#, "first line")]
    ) { call in
      .heap(
        try FileStream(call, of: "file.lines", encoding: 1) { pieces, _ in LineIterator(pieces) })
    },
    RecordFunctions.function,
  ]

  private static let writing: [Builtin] = [
    Builtin(
      "write",
      [.path, Builtin.Parameter("content", [.string, .bytes], taking: .any), .textEncoding],
      returns: .null,
      """
      Writes a file as a whole: while it is written, readers see the old content. A string is written \
      in `encoding`, or in UTF-8; "utf-16" begins with a byte-order mark. A pipe or device, such as \
      `/dev/stdout`, is written to.
      """,
      examples: [(#"file.write("out.txt", "hi")"#, "null")]
    ) { call in
      try call.evaluator.host.files.write(
        content(call, isStart: true), to: ScriptPath(call).absolute)
      return .null
    }.effect(.writing("file.write")),
    Builtin(
      "append",
      [.path, Builtin.Parameter("content", [.string, .bytes], taking: .any), .textEncoding],
      returns: .null, "Adds to the end of a file, which is created if it does not exist.",
      examples: [(#"file.append("log.txt", "done\n")"#, "null")]
    ) { call in
      try call.evaluator.host.files.append(
        content(call, isStart: false), to: ScriptPath(call).absolute)
      return .null
    }.effect(.appending),
    Builtin(
      "copy", [.path, Builtin.Parameter("target", .path)], returns: .null,
      "Copies a file.", examples: [(#"file.copy("notes.txt", "copy.txt")"#, "null")]
    ) { call in
      let path = try ScriptPath(call)
      try path.explaining { try $0.copy(path.absolute, to: ScriptPath(call, argument: 1).absolute) }
      return .null
    }.effect(.copying),
    Builtin(
      "move", [.path, Builtin.Parameter("target", .path)], returns: .null,
      "Moves or renames a file or folder.",
      examples: [(#"if file.exists("old.txt") { file.move("old.txt", "new.txt") }"#, "null")]
    ) { call in
      let path = try ScriptPath(call)
      try path.explaining { try $0.move(path.absolute, to: ScriptPath(call, argument: 1).absolute) }
      return .null
    }.effect(.moving),
    Builtin(
      "remove", [.path], returns: .null, "Deletes a file; a missing one is an `io` error.",
      examples: [(#"if file.exists("old.txt") { file.remove("old.txt") }"#, "null")]
    ) { call in
      let path = try ScriptPath(call)
      try path.explaining { try $0.remove(path.absolute) }
      return .null
    }.effect(.removing),
  ]

  private static let folders: [Builtin] = [
    Builtin(
      "list", [Builtin.Parameter("path", .path, .defaulted(.string(".")))],
      returns: .list(of: .string),
      "Returns the names of the files and folders in a folder, in order.",
      examples: [(#"file.list().contains("notes.txt")"#, "true")]
    ) { call in
      let path = try ScriptPath(call)
      return try .list(path.explaining { try $0.list(path.absolute) }.map { .string($0) })
    }.effect(of: "file", .safe),
    Builtin(
      "glob",
      [
        Builtin.Parameter("pattern", .string),
        Builtin.Parameter("links", .bool, .defaulted(.bool(false))),
      ], returns: .list(of: .string),
      """
      Returns the paths that match a pattern, in order: `*` is any part of a name, `?` one character, \
      `[a-z]` one of several, `{jpg,png}` either string and `**` any folders. Names that begin with a \
      dot match only where the pattern has the dot. After `**`, links to folders are followed only \
      with `links: true`; each folder is visited once.
      """,
      examples: [(#"file.glob("*.txt").contains("notes.txt")"#, "true")]
    ) { call in
      let evaluator = call.evaluator
      let search = GlobSearch(files: evaluator.host.files, followsLinks: try call.bool(1))
      let paths = try search.paths(for: Glob(call.string(0)))
      return try .list(paths.map { .string($0) })
    }.effect(of: "file", .safe),
    Builtin(
      "createFolder", [.path], returns: .null,
      "Creates a folder and those that contain it; one that exists stays as it is.",
      examples: [(#"file.createFolder("results/today")"#, "null")]
    ) { call in
      let (files, path) = (call.evaluator.host.files, try ScriptPath(call).absolute)
      if try !files.isDirectory(path) { try files.createDirectory(path) }
      return .null
    }.effect(.creatingFolder),
    Builtin(
      "isFolder", [.path], returns: .bool, "Whether such a folder exists.",
      examples: [(#"file.isFolder("notes.txt")"#, "false")]
    ) { call in .bool(try call.evaluator.host.files.isDirectory(ScriptPath(call).absolute)) }
    .effect(of: "file", .safe),
  ]

  /// The bytes that a call is to write.
  ///
  /// - Parameter isStart: whether they are the start of the file.
  static func content(_ call: NativeCall, isStart: Bool) throws -> [UInt8] {
    let encoding = try call.textEncoding(2)
    if let text = call[1].asString {
      let mark = isStart && encoding?.name == "utf-16" ? "\u{FEFF}" : ""
      return try (encoding ?? .utf8).bytes(of: mark + text)
    }
    if let bytes = call[1].asBytes {
      guard encoding == nil else {
        throw ValueError(.type, "bytes have no `encoding`", help: "leave it out, or write a string")
      }
      return bytes.bytes
    }
    let help: String? =
      switch call[1].type {
      case .list, .object: "write `json.stringify(value)`"
      case .secret: "a secret is not written to files; `.reveal()` makes it a string"
      case .int, .float, .bool, .time, .duration: #"convert it to a string: `"\(value)"`"#
      default: nil
      }
    throw ValueError.argument("content", mustBe: "a string or bytes", not: call[1], help: help)
  }
}
