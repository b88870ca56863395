import ImgFlowValues
import Synchronization

/// The file system as scripts see it. Paths are relative to `currentDirectory` unless absolute.
///
/// Every failure is a `ValueError` of kind `io` that names the path that was tried. Long operations pass a
/// `Checkpoint` now and then. The path `-` is standard input where files are read.
public protocol FileAccess: Sendable {
  /// - Throws: an `io` error if the folder has been deleted, or its path cannot be told.
  var currentDirectory: String { get throws }
  /// What is at a path; nil if there is nothing. Links are followed.
  ///
  /// - Throws: an `io` error if that cannot be known.
  func look(at path: String) throws -> FileStatus?
  /// What is at a path; nil if there is nothing. A link at the end of the path is not followed.
  func look(atLink path: String) throws -> FileStatus?
  /// The absolute path without any link in it of something that exists.
  func realPath(_ path: String) throws -> String
  func read(_ path: String) throws -> [UInt8]
  /// Opens a file for reading it piece by piece.
  func open(_ path: String) throws -> any FileReader
  /// Replaces a file as a whole: readers see the old bytes or the new ones.
  func write(_ bytes: [UInt8], to path: String) throws
  /// Begins a file that replaces another one when it is finished, and not before.
  func replacement(for path: String) throws -> any FileWriter
  func append(_ bytes: [UInt8], to path: String) throws
  /// The names in a folder, sorted.
  func list(_ path: String) throws -> [String]
  func createDirectory(_ path: String) throws
  func copy(_ path: String, to target: String) throws
  func move(_ path: String, to target: String) throws
  func remove(_ path: String) throws
  /// Gives a file or folder the present time as that of its last change; creates an empty file if nothing is there.
  func touch(_ path: String) throws
  /// Makes a symbolic link at a path where nothing is. It holds the absolute path of something that exists.
  func link(_ target: String, at path: String) throws
  /// Waits until the disk has what is at a path, and its name, so that they outlast a failure of the machine;
  /// or has noted that nothing is there.
  func settle(_ path: String) throws
  /// Notes a change that an earlier process of the same run has made.
  func note(_ change: FileChange)
}

extension FileAccess {
  /// The absolute path of one that may be relative to the current folder.
  ///
  /// - Throws: an `io` error for an empty path, which would silently be the current folder.
  public func absolute(_ path: String) throws -> String {
    try Paths.checkNotEmpty(path)
    // The folder is asked for only when it matters: it is a system call, and may fail.
    return try Paths.absolute(path, in: path.isAbsolutePath ? "/" : currentDirectory)
  }

  public func exists(_ path: String) throws -> Bool { try look(at: path) != nil }

  public func isDirectory(_ path: String) throws -> Bool { try look(at: path)?.kind == .folder }

  /// For file systems that are not on a disk.
  public func settle(_ path: String) throws {}

  /// For file systems that do not care who changes them.
  public func note(_ change: FileChange) {}

  /// For file systems that do not know when files change.
  public func touch(_ path: String) throws { try append([], to: path) }

  /// For file systems without links.
  public func link(_ target: String, at path: String) throws {
    throw ValueError(.io, "cannot link \(try absolute(path)): these files have no links")
  }

  /// For file systems without links.
  public func look(atLink path: String) throws -> FileStatus? { try look(at: path) }

  /// For file systems without links.
  public func realPath(_ path: String) throws -> String { try absolute(path) }

  /// Reads the file at once; for file systems that have no open files.
  public func open(_ path: String) throws -> any FileReader { WholeFile(try read(path)) }

  /// Writes the file when it is finished; for file systems that have no open files.
  public func replacement(for path: String) throws -> any FileWriter {
    WholeFileWriter { try write($0, to: path) }
  }

  /// The size of a file in bytes.
  public func size(_ path: String) throws -> Int {
    guard let status = try look(at: path) else {
      throw ValueError(.io, "no such file: \(try absolute(path))")
    }
    guard status.kind == .file else {
      throw ValueError(
        .io,
        "cannot get the size of \(try absolute(path)): it is \(status.kind.rawValue), which has no size"
      )
    }
    return status.size
  }
}

/// What is at a path.
public struct FileStatus: Sendable {
  /// What it is, in words.
  public enum Kind: String, Sendable {
    case file = "a file"
    case folder = "a folder"
    case link = "a link"
    case pipe = "a named pipe"
    case socket = "a socket"
    /// A device that takes or gives a stream, such as a terminal.
    case device = "a device"
    case disk = "a disk"
  }

  /// The identity of a file or folder, whatever path leads to it.
  public struct Identity: Hashable, Sendable {
    let device: UInt64
    let number: UInt64

    public init(device: UInt64, number: UInt64) { (self.device, self.number) = (device, number) }
  }

  public let kind: Kind
  /// In bytes; 0 where the system does not know.
  public let size: Int
  /// The bits of the mode that say who may do what.
  public let permissions: UInt32
  /// When the content was last changed, in milliseconds since 1970.
  public var modified: Int
  public let identity: Identity

  public init(
    kind: Kind, size: Int, permissions: UInt32 = 0o644, modified: Int = 0, identity: Identity
  ) {
    self.kind = kind
    self.size = size
    self.permissions = permissions
    self.modified = modified
    self.identity = identity
  }
}

/// A file that is being read. It is closed when it is no longer referenced.
public protocol FileReader: AnyObject, Sendable {
  /// The next bytes, at most `count`; none at the end. Called by one thread at a time.
  func next(atMost count: Int) throws -> [UInt8]
}

private final class WholeFile: FileReader {
  private let rest: Mutex<ArraySlice<UInt8>>

  init(_ bytes: [UInt8]) { rest = Mutex(bytes[...]) }

  func next(atMost count: Int) -> [UInt8] {
    rest.withLock { rest in
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
  }
}
