import ImgFlowArchives
import ImgFlowSyntax
import ImgFlowValues

/// The namespace `zip`.
enum ZipNamespace {
  static let all: [Builtin] = [
    Builtin(
      "list", [.archive],
      returns: .list(of: .object(["name": .string, "size": .int])),
      """
      Returns the names and sizes of the files in a zip archive, in the order of the archive. The archive is a path, or \
      bytes. An archive with names that lead out of a folder, such as `../a`, is a `parse` error, like one that is \
      damaged.
      """,
      examples: [
        (
          #"{ zip.write("a.zip", {"b/c.txt": "hi"}); zip.list("a.zip") }"#,
          #"[{"name": "b/c.txt", "size": 2}]"#
        )
      ]
    ) { call in
      let files = try ZipFiles(call).all
      return try .list(
        files.map { try .object(["name": .string($0.name), "size": .int($0.entry.size)]) })
    }.effect(of: "zip", .safe),
    Builtin(
      "read", [.archive, Builtin.Parameter("name", .string), .unpackedLimit], returns: .bytes,
      """
      Returns the content of a file in a zip archive, which is a path, or bytes. More than `limit` bytes are a `limit` \
      error, so that a small archive cannot fill the memory. To read several files, pass the archive as bytes: \
      `let archive = file.bytes("a.zip")`.
      """,
      examples: [
        (#"{ zip.write("a.zip", {"b.txt": "hi"}); zip.read("a.zip", "b.txt").text() }"#, "hi")
      ]
    ) { call in .bytes(try ZipFiles(call).content(of: call.string(1), limit: call.int(2))) }
    .effect(of: "zip", .safe),
    Builtin(
      "write",
      [.path, Builtin.Parameter("files", .map(of: [.string, .bytes]), taking: .object)],
      returns: .null,
      """
      Writes a zip archive of files: an object with the content, a string or bytes, under each name. Like `file.write` \
      it replaces the archive as a whole. The files have the date 1 January 1980, so that the same files are the same \
      archive.
      """,
      examples: [(#"zip.write("a.zip", {"b/c.txt": "hi", "empty": ""})"#, "null")]
    ) { call in
      let path = try ScriptPath(call).absolute
      try call.evaluator.host.files.write(archive(call.record(1)), to: path)
      return .null
    }.effect(.writing("zip.write")),
  ]

  private static func archive(_ record: RecordObject) throws -> [UInt8] {
    let files = try zip(record.keys, record.values).map { key, value in
      if let problem = ZipFiles.problem(withName: key.text) {
        throw ValueError(
          .validation,
          "\(Value.heap(key).shortDescription()) cannot be a name in an archive: \(problem)")
      }
      return (name: key.text, content: try content(value, of: key.text))
    }
    let size = files.reduce(0) { $0 + $1.content.count }
    try Memory.claim(bytes: size)
    do { return try ZipWriter.archive(files, pausing: Checkpoint.pass) } catch ZipFault.tooLarge {
      throw ValueError(
        .limit, "the archive would be larger than 4 GiB, or have more than 65,534 files",
        help: "write several archives")
    }
  }

  private static func content(_ value: Value, of name: String) throws -> [UInt8] {
    if let text = value.asString { return Array(text.utf8) }
    if let bytes = value.asBytes { return bytes.bytes }
    throw ValueError.argument(
      "files[\(Value.string(name).shortDescription())]", mustBe: "a string or bytes", not: value,
      help: value.type == .secret
        ? "a secret is not written to files; `.reveal()` makes it a string" : nil)
  }
}

/// The files of an archive that a script has named or given.
private struct ZipFiles {
  private let archive: ZipArchive
  /// How messages name it.
  private let title: String
  let all: [(name: String, entry: ZipArchive.Entry)]

  /// - Throws: a `parse` error for what is not an archive, or one with names that are not safe.
  init(_ call: NativeCall) throws {
    let bytes: [UInt8]
    if let given = call[0].asBytes {
      (bytes, title) = (given.bytes, "the data")
    } else {
      let path = try ScriptPath(call)
      (bytes, title) = (try path.bytes(), "`\(path.absolute)`")
    }
    guard let directory = ZipDirectory(of: bytes) else {
      throw ValueError(.parse, "\(title) is not a zip archive")
    }
    do throws(ZipFault) { archive = try ZipArchive(bytes, directory) } catch {
      throw Self.failure(error, title)
    }
    var files: [(name: String, entry: ZipArchive.Entry)] = []
    let names = ValueTable()
    var pace = Pace()
    for entry in archive.entries {
      try pace.step()
      guard let name = String(validating: entry.name, as: UTF8.self) else {
        throw ValueError(.parse, "\(title) has a file whose name is not UTF-8")
      }
      // Names of folders end in a slash.
      let isFolder = name.utf8.last == UInt8(ascii: "/")
      if let problem = Self.problem(
        withName: isFolder ? String(Substring(name.utf8.dropLast())) : name)
      {
        throw ValueError(
          .parse, "\(title) has a file named \(Value.string(name).shortDescription()): \(problem)")
      }
      guard names.insert(.string(name)) else {
        throw ValueError(
          .parse, "\(title) has two files named \(Value.string(name).shortDescription())")
      }
      if !isFolder { files.append((name, entry)) }
    }
    all = files
  }

  /// The content of the file of a name.
  ///
  /// - Throws: a `key` error if there is none, a `limit` error if it is too large, a `parse` error if it is damaged.
  func content(of name: String, limit: Int) throws -> [UInt8] {
    guard let file = all.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
      throw ValueError(
        .key, "\(title) has no file named \(Value.string(name).shortDescription())",
        help: NearNames.nearest(to: name, in: all.map(\.name)).map { "did you mean `\($0)`?" }
          ?? "`zip.list` shows what it has")
    }
    guard file.entry.size <= limit else {
      throw ValueError.unpackedTooLarge("`\(name)` in \(title)", limit: limit)
    }
    try Memory.claim(bytes: file.entry.size)
    do {
      return try archive.content(of: file.entry, pausing: Checkpoint.pass)
    } catch let fault as ZipFault { throw Self.failure(fault, "`\(name)` in \(title)") }
  }

  private static func failure(_ fault: ZipFault, _ title: String) -> ValueError {
    let problem =
      switch fault {
      case .damaged, .tooLarge: "is damaged"
      case .encrypted: "is encrypted"
      case .unknownMethod: "is compressed in a way that is not supported"
      }
    return ValueError(.parse, "\(title) \(problem)")
  }

  /// What is wrong with a name; nil if it leads to a place inside the folder that an archive is unpacked to, on any
  /// system.
  static func problem(withName name: String) -> String? {
    if name.isEmpty { return "it is empty" }
    if name.utf8.contains(0) { return "it contains a NUL" }
    let parts = name.utf8.split(omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\")
    }
    let isDrive = parts[0].dropFirst().first == UInt8(ascii: ":")
    if parts[0].isEmpty || isDrive { return "it is an absolute path" }
    if parts.contains(where: { $0.elementsEqual("..".utf8) }) {
      return "it leads out of its folder"
    }
    if parts.contains(where: { $0.isEmpty || $0.elementsEqual(".".utf8) }) {
      return "a part of it is not a name"
    }
    return nil
  }
}

extension Builtin.Parameter {
  /// The path of an archive, or its bytes.
  fileprivate static let archive = Self("archive", [.path, .bytes])
}
