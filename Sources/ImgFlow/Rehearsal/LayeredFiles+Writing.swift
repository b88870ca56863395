import ImgFlowRuntime
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// Changes, which succeed and fail as they would without the layer.
extension LayeredFiles {
  static let notAFolder = ENOTDIR
  static let circle = ELOOP

  func write(_ bytes: [UInt8], to path: String) throws {
    guard let key = try target(path, "write", bytes: bytes.count) else { return }
    let file = try scratch.file(Paths.name(of: key))
    try below.write(bytes, to: file)
    put(.file(Content(path: file)), at: key)
  }

  func replacement(for path: String) throws -> any FileWriter {
    if let known = try look(at: path), known.kind != .file {
      throw ValueError(
        .io,
        "cannot write \(try below.absolute(path)): it is \(known.kind.rawValue), not a file")
    }
    guard let key = try target(path, "write", bytes: 0) else { return DiscardingWriter() }
    let file = try scratch.file(Paths.name(of: key))
    return LayeredWriter(try below.replacement(for: file)) { [self] in
      put(.file(Content(path: file)), at: key)
    }
  }

  func append(_ bytes: [UInt8], to path: String) throws {
    guard let key = try target(path, "append to", bytes: bytes.count) else { return }
    let known = try place(path, for: "append to")
    var content: Content
    switch known {
    case .layer(_, .file(let own)) where own.isOwn: content = own
    case .layer(_, .file), .below:
      content = Content(path: try scratch.file(Paths.name(of: key)))
      if case .layer(_, .file(let other)) = known { content.movedFrom = other.movedFrom }
      if let status = try status(known) {
        try below.copy(contentPath(path), to: content.path)
        content.appendedAt = status.size
      }
    case .layer: content = Content(path: try scratch.file(Paths.name(of: key)))
    }
    try below.append(bytes, to: content.path)
    put(.file(content), at: key)
  }

  func copy(_ path: String, to target: String) throws {
    // What cannot be read is reported first, as without the layer.
    let source = try open(path)
    guard let key = try self.target(target, "write", bytes: 0) else { return }
    let file = try scratch.file(Paths.name(of: key))
    let writer = try below.replacement(for: file)
    while case let piece = try source.next(atMost: 1 << 18), !piece.isEmpty {
      try writer.append(piece[...])
    }
    try writer.finish()
    put(.file(Content(path: file)), at: key)
  }

  func createDirectory(_ path: String) throws {
    if try isDirectory(path) { return }
    guard try look(atLink: path) == nil else {
      throw FileFailure.error(EEXIST, "make", try below.absolute(path))
    }
    let place = try place(path, for: "make")
    if try problem(inFolderOf: place.key) == ENOENT {
      try createDirectory(Paths.folder(of: below.absolute(path)))
    }
    try checkFolder(of: place.key, "make", shownAs: below.absolute(path))
    put(.folder, at: place.key)
  }

  func remove(_ path: String) throws {
    let place = try place(path, followsLast: false, for: "remove")
    guard let status = try status(place) else { throw try missing("remove", path) }
    let path = try below.absolute(path)
    guard status.kind != .folder else { throw FileFailure.error(EISDIR, "remove", path) }
    try checkFolder(of: place.key, "remove", shownAs: path)
    put(.removed, at: place.key)
  }

  func touch(_ path: String) throws {
    if StandardStreams.descriptor(named: path) != nil { return }
    let place = try place(path, for: "touch")
    let path = try below.absolute(path)
    guard try status(place) != nil else {
      try checkFolder(of: place.key, "touch", shownAs: path)
      let file = try scratch.file(Paths.name(of: place.key))
      try below.write([], to: file)
      return put(.file(Content(path: file)), at: place.key)
    }
    if case .below(let key) = place, access(key, W_OK) != 0 {
      throw FileFailure.error(errno, "touch", path)
    }
    times.withLock { $0[PathKey(place.key)] = now() }
  }

  func link(_ target: String, at path: String) throws {
    guard try status(place(target, for: "link to")) != nil else {
      throw try missing("link to", target)
    }
    let place = try place(path, followsLast: false, for: "link")
    let path = try below.absolute(path)
    guard try status(place) == nil else { throw FileFailure.error(EEXIST, "link", path) }
    try checkFolder(of: place.key, "link", shownAs: path)
    put(.link(try below.absolute(target)), at: place.key)
  }

  // MARK: - Moving

  func move(_ path: String, to target: String) throws {
    let (path, target) = (try below.absolute(path), try below.absolute(target))
    let action = "move \(path) to"
    let (source, end): (Place, Place)
    do {
      source = try place(path, followsLast: false)
      end = try place(target, followsLast: false)
    } catch is LinkCircle { throw FileFailure.error(Self.circle, action, target) }
    let moved = try status(source)
    // In the order in which the system looks.
    switch try problem(inFolderOf: source.key) ?? problem(inFolderOf: end.key) {
    case ENOENT where moved != nil: throw FileFailure.error(ENOENT, "write", target)
    case nil where moved == nil, ENOENT: throw try missing("move", path)
    case let problem?: throw FileFailure.error(problem, action, target)
    case nil: break
    }
    if source.key.isPath(end.key) { return }
    let isFolder = moved?.kind == .folder
    if let problem = try problem(moving: source, isFolder: isFolder, to: end) {
      throw FileFailure.error(problem, action, target)
    }
    try checkFolder(of: source.key, "move", shownAs: path)
    try checkFolder(of: end.key, "write", shownAs: target)
    try transfer(source.key, to: end.key)
    put(.removed, at: source.key)
  }

  /// What the system says of moving something to a place; nil if it does so.
  private func problem(moving source: Place, isFolder: Bool, to end: Place) throws -> Int32? {
    if isFolder, end.key.path(inside: source.key) != nil { return EINVAL }
    if source.key.path(inside: end.key) != nil { return ENOTEMPTY }
    guard let there = try status(end) else { return nil }
    switch (isFolder, there.kind == .folder) {
    case (true, true): return try list(end.key).isEmpty ? nil : ENOTEMPTY
    case (true, false): return ENOTDIR
    case (false, true): return EISDIR
    case (false, false): return nil
    }
  }

  /// Puts what is at a place, with all that it holds, at another one too.
  private func transfer(_ key: String, to target: String) throws {
    let source = try place(key, followsLast: false)
    let moved = try status(source)
    defer { if let moved { times.withLock { $0[PathKey(target)] = moved.modified } } }
    guard moved?.kind == .folder else {
      let link = try self.target(ofLink: key)
      return put(link.map(Entry.link) ?? .file(content(movedFrom: source)), at: target)
    }
    let names = try list(key)
    put(.folder, at: target)
    for name in names {
      let inner = "\(key)/\(name)"
      try transfer(inner, to: "\(target)/\(name)")
      if entries.withLock({ $0[PathKey(inner)] != nil }) { put(.removed, at: inner) }
    }
  }

  private func content(movedFrom place: Place) -> Content {
    guard case .layer(let key, .file(let content)) = place else {
      return Content(path: place.key, isOwn: false, movedFrom: place.key)
    }
    var moved = content
    if !moved.isOwn || moved.appendedAt != nil { moved.movedFrom = moved.movedFrom ?? key }
    return moved
  }

  // MARK: - Checks

  func put(_ entry: Entry, at key: String) {
    entries.withLock { $0[PathKey(key)] = entry }
    let time: Int? = if case .removed = entry { nil } else { now() }
    times.withLock { $0[PathKey(key)] = time }
  }

  /// The place that is to be written to; nil for a stream, to which nothing is written.
  private func target(_ path: String, _ action: String, bytes: Int) throws -> String? {
    // The error is that of writing without the layer.
    if path == "-" { try below.write([], to: path) }
    if StandardStreams.descriptor(named: path) != nil {
      onStream(path, bytes)
      return nil
    }
    var place: Place
    do { place = try self.place(path) } catch is LinkCircle {
      // Writing replaces a link that leads nowhere.
      place = try self.place(path, followsLast: action != "write", for: action)
    }
    switch try status(place)?.kind {
    case .pipe, .device, .socket, .disk:
      onStream(path, bytes)
      return nil
    case .folder:
      throw ValueError(.io, "cannot \(action) \(try below.absolute(path)): it is a folder")
    case .file, .link: break
    // A link that leads nowhere is replaced itself, but appending follows it.
    case nil where action == "write":
      place = try self.place(path, followsLast: false, for: action)
    case nil: break
    }
    try checkFolder(of: place.key, action, shownAs: below.absolute(path))
    if action == "append to", case .below(let key) = place, access(key, F_OK) == 0,
      access(key, W_OK) != 0
    {
      throw FileFailure.error(errno, action, try below.absolute(path))
    }
    return place.key
  }

  /// Makes sure that something in the folder of a path may be changed.
  ///
  /// - Parameter path: the path that messages show.
  private func checkFolder(of key: String, _ action: String, shownAs path: String) throws {
    if let problem = try problem(inFolderOf: key) { throw FileFailure.error(problem, action, path) }
    guard case .below(let real) = try place(Paths.folder(of: key), for: action),
      access(real, W_OK | X_OK) != 0
    else { return }
    throw FileFailure.error(errno, action, path)
  }

  /// What keeps the folder of a path from being one: that it does not exist, or that a file is in its place. Nil if
  /// nothing does.
  private func problem(inFolderOf key: String) throws -> Int32? {
    var folder = Paths.folder(of: key)
    var problem: Int32?
    while true {
      switch try status(place(folder))?.kind {
      case .folder: return problem
      case nil where folder != "/": problem = ENOENT
      default: return ENOTDIR
      }
      folder = Paths.folder(of: folder)
    }
  }

  /// The error for what is not there.
  func missing(_ action: String, _ path: String) throws -> ValueError {
    let path = try below.absolute(path)
    switch try problem(inFolderOf: path) {
    case ENOTDIR: return FileFailure.error(ENOTDIR, action, path)
    case _ where action == "list": return ValueError(.io, "no such folder: \(path)")
    case nil: return ValueError(.io, "no such file: \(path)")
    default:
      return ValueError(
        .io, "cannot \(action) \(path): no such folder: \(Paths.folder(of: path))")
    }
  }
}

/// A file of the layer, which is in its place when it is finished.
private final class LayeredWriter: FileWriter {
  private let writer: any FileWriter
  private let place: @Sendable () -> Void

  init(_ writer: any FileWriter, _ place: @escaping @Sendable () -> Void) {
    (self.writer, self.place) = (writer, place)
  }

  func append(_ bytes: ArraySlice<UInt8>) throws { try writer.append(bytes) }

  func finish() throws {
    try writer.finish()
    place()
  }

  func discard() { writer.discard() }
}

/// What is written to a stream in a rehearsal.
private final class DiscardingWriter: FileWriter {
  func append(_ bytes: ArraySlice<UInt8>) {}
  func finish() {}
  func discard() {}
}
