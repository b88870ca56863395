import ImgFlowRuntime
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension DiskFiles {
  /// Files that are written to rather than replaced: streams. A pipe accepts data only while it has a reader.
  private static let streams: Set<FileStatus.Kind> = [.pipe, .device]

  package func write(_ bytes: [UInt8], to path: String) throws {
    if let stream = try stream(path) { return try write(bytes, toStream: stream, path) }
    try replace(systemPath(path)) { try Descriptor.write(bytes, to: $0) }
  }

  /// Replaces a file as a whole, with permissions that it has from the start.
  package func write(_ bytes: [UInt8], to path: String, permissions: UInt32) throws {
    try replace(systemPath(path), permissions: permissions) { descriptor in
      try Descriptor.write(bytes, to: descriptor)
      guard fsync(descriptor) == 0 else { throw Descriptor.Failure(code: errno) }
    }
  }

  package func replacement(for path: String) throws -> any FileWriter {
    let path = try systemPath(path)
    if let known = try look(at: path), known.kind != .file {
      throw ValueError(.io, "cannot write \(path): it is \(known.kind.rawValue), not a file")
    }
    return try ReplacementFile(for: path, self)
  }

  package func append(_ bytes: [UInt8], to path: String) throws {
    if let stream = try stream(path) { return try write(bytes, toStream: stream, path) }
    let path = try systemPath(path)
    let file = try OpenFile(
      place(path, .write, for: "append to"), O_WRONLY | O_APPEND | O_CREAT, "append to",
      allowing: Self.streams.union([.file]), shownAs: path)
    try file.explaining { try Descriptor.write(bytes, to: file.descriptor) }
  }

  package func copy(_ path: String, to target: String) throws {
    let source = try open(path)
    let permissions = (source as? OpenFile)?.status.permissions
    let fill = { (descriptor: Int32) in
      while case let piece = try source.next(atMost: 1 << 18), !piece.isEmpty {
        try Descriptor.write(piece, to: descriptor)
      }
    }
    guard let stream = try stream(target) else {
      return try replace(systemPath(target), permissions: permissions, fill)
    }
    try fill(stream)
  }

  package func move(_ path: String, to target: String) throws {
    let (path, target) = (try systemPath(path), try systemPath(target))
    let source = try place(path, .write, for: "move", followsLast: false)
    let end = try place(target, .write, for: "write", followsLast: false)
    try permissions?.checkMove(from: source.path, to: end.path)
    if renameat(source.folder, source.name, end.folder, end.name) == 0 { return }
    switch errno {
    case EXDEV:
      try copy(path, to: target)
      try remove(path)
    case ENOENT where try look(atLink: path) != nil:
      throw FileFailure.error(ENOENT, "write", target)
    case ENOENT: throw FileFailure.error(ENOENT, "move", path)
    case let code: throw FileFailure.error(code, "move \(path) to", target)
    }
  }

  package func remove(_ path: String) throws {
    let path = try systemPath(path)
    let place = try place(path, .write, for: "remove", followsLast: false)
    guard unlinkat(place.folder, place.name, 0) != 0 else { return }
    let code = errno
    // Which of the two it is for a folder depends on the system.
    let isFolder = try [EISDIR, EPERM].contains(code) && isDirectory(path)
    throw FileFailure.error(isFolder ? EISDIR : code, "remove", path)
  }

  package func touch(_ path: String) throws {
    if try stream(path) != nil { return }
    let path = try systemPath(path)
    let place = try place(path, .write, for: "touch")
    if utimensat(place.folder, place.name, nil, place.lookFlags) == 0 { return }
    guard errno == ENOENT else { throw FileFailure.error(errno, "touch", path) }
    _ = try OpenFile(place, O_WRONLY | O_CREAT, "touch", shownAs: path)
  }

  package func link(_ target: String, at path: String) throws {
    let (target, path) = (try systemPath(target), try systemPath(path))
    // Who may not read a file has no use of a link to it, but others might follow it.
    guard try place(target, .read, for: "link to").status() != nil else {
      throw FileFailure.error(errno, "link to", target)
    }
    let place = try place(path, .write, for: "link", followsLast: false)
    guard symlinkat(target, place.folder, place.name) == 0 else {
      throw FileFailure.error(errno, "link", path)
    }
  }

  /// The path that a link holds; nil for what is not a link.
  func target(ofLink path: String) throws -> String? {
    let path = try systemPath(path)
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &target, target.count)
    guard count >= 0 else { return nil }
    return String(decoding: target[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  // MARK: - Pieces

  /// The stream of this program that a path names, ready to be written to; nil for paths of files.
  private func stream(_ path: String) throws -> Int32? {
    guard path != "-" else {
      throw ValueError(
        .io, "`-` is standard input, which cannot be written to",
        help: "write `/dev/stdout` for standard output, or `./-` for a file of this name")
    }
    guard let stream = StandardStreams.descriptor(named: path) else { return nil }
    flush()
    return stream
  }

  private func write(_ bytes: [UInt8], toStream stream: Int32, _ path: String) throws {
    do { try Descriptor.write(bytes, to: stream) } catch let failure as Descriptor.Failure {
      throw FileFailure.error(failure.code, "write", path)
    }
  }

  /// Fills a new file and puts it in the place of `path`, so that no one sees half of it.
  private func replace(
    _ path: String, permissions: UInt32? = nil, _ fill: (Int32) throws -> Void
  ) throws {
    let known = try look(at: path)
    if let known, known.kind != .file {
      let place = try place(path, .write, for: "write")
      let file = try OpenFile(place, O_WRONLY, "write", allowing: Self.streams, shownAs: path)
      return try file.explaining { try fill(file.descriptor) }
    }
    let file = try ReplacementFile(for: path, permissions: permissions, self)
    defer { file.discard() }
    try file.fill(fill)
    try file.finish()
  }
}
