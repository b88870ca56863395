import ImgFlowValues
import Synchronization

/// Everything outside the language that a script can reach.
///
/// The interpreter does no input or output of its own, so that tests, recordings and the journal can
/// stand in for the world. All members may be called from several threads at once.
public protocol Host: AnyObject, Sendable {
  /// Writes text to standard output exactly as it is.
  func write(_ text: String)
  /// Writes a message for the person at the terminal: a line on standard error.
  func note(_ text: String)
  /// Reads a line from standard input; nil at its end.
  func readLine(prompt: String) throws -> String?

  var files: any FileAccess { get }
  /// Where progress of waits and uploads is shown.
  var progress: any ProgressDisplay { get }

  /// The value of an environment variable, or nil.
  func environment(_ name: String) -> String?
  /// The current instant in milliseconds since 1970.
  func now() -> Int
  /// A monotonic clock in milliseconds; only differences mean anything.
  func uptime() -> Int
  /// Waits, or returns early when `cancellation` is cancelled.
  func sleep(milliseconds: Int, cancellation: Cancellation)
  /// 64 random bits.
  func randomBits() -> UInt64

  /// Sends a request and waits for the whole answer, whatever its status.
  ///
  /// - Throws: `ValueError` of kind `network`, `timeout`, `io`, `validation` or `limit`.
  func send(_ request: HTTPRequest, cancellation: Cancellation) throws -> HTTPResponse

  /// Runs a program to its end, whatever its status.
  ///
  /// - Throws: `ValueError` of kind `io`, or `CancellationError`.
  func run(_ command: Command, cancellation: Cancellation) throws -> Command.Result
}

extension Host {
  public func run(_ command: Command, cancellation: Cancellation) throws -> Command.Result {
    throw ValueError(.permission, "programs cannot be run here")
  }
}

/// The file system as scripts see it. Paths are relative to `currentDirectory` unless absolute.
///
/// Every failure is a `ValueError` of kind `io` that names the path that was tried.
public protocol FileAccess: Sendable {
  var currentDirectory: String { get }
  func read(_ path: String) throws -> [UInt8]
  /// Opens a file for reading it piece by piece.
  func open(_ path: String) throws -> any FileReader
  /// Replaces a file as a whole: readers see the old bytes or the new ones.
  func write(_ bytes: [UInt8], to path: String) throws
  func append(_ bytes: [UInt8], to path: String) throws
  func exists(_ path: String) -> Bool
  func isDirectory(_ path: String) -> Bool
  /// The size of a file in bytes.
  func size(_ path: String) throws -> Int
  /// The names in a folder, sorted.
  func list(_ path: String) throws -> [String]
  func createDirectory(_ path: String) throws
  func copy(_ path: String, to target: String) throws
  func move(_ path: String, to target: String) throws
  func remove(_ path: String) throws
}

extension FileAccess {
  /// Reads the file at once; for file systems that have no open files.
  public func open(_ path: String) throws -> any FileReader { WholeFile(try read(path)) }
}

/// A file that is being read. It is closed when nobody holds it any more.
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

/// Shows how far something is that takes a while. Calls from several threads are fine.
public protocol ProgressDisplay: Sendable {
  /// Starts an entry such as `expoze job 12` and returns its handle.
  func begin(_ label: String) -> Int
  /// Says how far it is: a share from 0 to 1 when it is known, and a word such as `processing`.
  func update(_ entry: Int, fraction: Double?, detail: String)
  func end(_ entry: Int, outcome: String)
}
