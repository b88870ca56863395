import ImgFlow
import ImgFlowRuntime
import ImgFlowValues

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The statements of earlier sessions: a file with a line of JSON for each, `{"text": "let x = 1"}`, which
/// only its owner can read.
///
/// Concurrent sessions append to it one after the other. When it has grown to twice the kept size, the older
/// half is dropped.
struct HistoryFile {
  /// How many statements are kept.
  static let size = 2000

  let path: String

  /// The file that the variables of the environment name: `IMGFLOW_HISTORY`, else
  /// `$XDG_STATE_HOME/imgflow/history`; nil if the first is empty, which disables the history.
  static func named(by environment: (String) -> String?) -> HistoryFile? {
    if let path = environment("IMGFLOW_HISTORY") {
      return path.isEmpty ? nil : HistoryFile(path: path)
    }
    let base =
      environment("XDG_STATE_HOME").flatMap { $0.isAbsolutePath ? $0 : nil }
      ?? environment("HOME").map { "\($0)/.local/state" }
    return base.map { HistoryFile(path: "\($0)/imgflow/history") }
  }

  /// Why the file cannot be used, in words that follow its name.
  struct Problem: Error {
    let reason: String
  }

  /// The statements in it, the oldest first; empty if there is no file. Anything that is not a statement is
  /// ignored.
  ///
  /// - Throws: `Problem`.
  func read() throws(Problem) -> [String] {
    guard let descriptor = try open(O_RDONLY) else { return [] }
    defer { close(descriptor) }
    // A device such as /dev/zero has no end.
    guard Self.isRegular(descriptor) else { return [] }
    let entries = Self.entries(in: try Self.bytes(of: descriptor))
    return Array(entries.suffix(Self.size))
  }

  /// Adds a statement.
  ///
  /// - Throws: `Problem`.
  func append(_ text: String) throws(Problem) {
    makeFolder()
    guard let descriptor = try open(O_RDWR | O_APPEND | O_CREAT) else { return }
    // Closing it gives the lock back.
    defer { close(descriptor) }
    flock(descriptor, LOCK_EX)
    try Self.write(Self.line(text), to: descriptor)
    try shorten(descriptor)
  }

  /// Takes statements out.
  ///
  /// - Throws: `Problem`.
  func remove(where isUnwanted: (String) -> Bool) throws(Problem) {
    guard let descriptor = try open(O_RDWR) else { return }
    defer { close(descriptor) }
    guard Self.isRegular(descriptor) else { return }
    flock(descriptor, LOCK_EX)
    let lines = try Self.bytes(of: descriptor).split(separator: UInt8(ascii: "\n"))
    let kept = lines.filter { line in !Self.entries(in: Array(line)).contains(where: isUnwanted) }
    if kept.count < lines.count { try Self.replace(with: kept, descriptor) }
  }

  // MARK: - Lines

  private static func line(_ text: String) -> [UInt8] {
    let entry = try? JSON.text(of: .heap(RecordObject([("text", .string(text))])))
    return entry.map { Array($0.utf8) + [UInt8(ascii: "\n")] } ?? []
  }

  private static func entries(in bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      (try? JSON.parse(Array(line)))?.asRecord?["text"]?.asString
    }
  }

  /// Leaves the older statements out when there are too many.
  private func shorten(_ descriptor: Int32) throws(Problem) {
    var status = stat()
    let isLong = fstat(descriptor, &status) == 0 && status.st_size > Self.size * 40
    guard isLong, lseek(descriptor, 0, SEEK_SET) == 0 else { return }
    let lines = try Self.bytes(of: descriptor).split(separator: UInt8(ascii: "\n"))
    guard lines.count > 2 * Self.size else { return }
    try Self.replace(with: Array(lines.suffix(Self.size)), descriptor)
  }

  private static func replace(
    with lines: [ArraySlice<UInt8>], _ descriptor: Int32
  ) throws(Problem) {
    let bytes = lines.flatMap { $0 + [UInt8(ascii: "\n")] }
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else { return }
    try write(bytes, to: descriptor)
  }

  // MARK: - Descriptors

  /// Opens the file if the user owns it; nil if there is none.
  private func open(_ flags: Int32) throws(Problem) -> Int32? {
    let descriptor = systemOpen(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else {
      if errno == ENOENT, flags & O_CREAT == 0 { return nil }
      let isLink = errno == ELOOP
      throw Problem(reason: isLink ? "it is a link" : String(cString: strerror(errno)))
    }
    var status = stat()
    var reason: String?
    if fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT == S_IFDIR {
      reason = "it is not a file"
    } else if status.st_mode & S_IFMT == S_IFREG {
      if status.st_uid != geteuid() {
        reason = "it belongs to someone else"
      } else if status.st_mode & 0o077 != 0, fchmod(descriptor, 0o600) != 0 {
        reason = "others can read it"
      }
    }
    guard let reason else { return descriptor }
    close(descriptor)
    throw Problem(reason: reason)
  }

  private static func isRegular(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private func makeFolder() {
    let folder = Paths.folder(of: path)
    guard access(folder, F_OK) != 0 else { return }
    try? DiskFiles().createDirectory(folder)
    chmod(folder, 0o700)
  }

  private static func bytes(of descriptor: Int32) throws(Problem) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = systemRead(descriptor, &buffer, buffer.count)
      if count > 0 {
        bytes += buffer[..<count]
      } else if count == 0 {
        return bytes
      } else if errno != EINTR {
        throw Problem(reason: String(cString: strerror(errno)))
      }
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Problem) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw Problem(reason: String(cString: strerror(errno)))
      }
    }
  }
}

private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
  open(path, flags, mode)
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int
{
  read(descriptor, buffer, count)
}
