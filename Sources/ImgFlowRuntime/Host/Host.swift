import ImgFlowSyntax
import ImgFlowValues

/// Everything outside the language that a script can reach.
///
/// The interpreter does no input or output of its own, so that tests, recordings and the journal can
/// stand in for the world. All members may be called from several threads at once.
public protocol Host: AnyObject, Sendable {
  /// Writes text to standard output exactly as it is.
  ///
  /// - Throws: an `io` error if there is no standard output.
  func write(_ text: String) throws
  /// Writes a message for the person at the terminal: a line on standard error.
  ///
  /// - Throws: an `io` error if there is no standard error.
  func note(_ text: String) throws
  /// Reads a line from standard input; nil at its end.
  ///
  /// - Throws: an `io` error, a `parse` error if it is not UTF-8, what a checkpoint throws.
  func readLine(prompt: String) throws -> String?

  var files: any FileAccess { get }
  /// The absolute path of a folder that is removed when the run has come to its end. It may have to be created.
  ///
  /// - Throws: an `io` error if it cannot be created.
  var temporaryFolder: String { get throws }
  /// Where progress of waits and uploads is shown.
  var progress: any ProgressDisplay { get }
  /// Where the responses of this run came from.
  var sources: AnswerSources { get }

  /// The value of an environment variable, or nil.
  ///
  /// - Throws: a `parse` error if it is not UTF-8.
  func environment(_ name: String) throws -> String?
  /// The current instant in milliseconds since 1970.
  func now() -> Int
  /// A monotonic clock in milliseconds; only differences mean anything.
  func uptime() -> Int
  /// Waits, or returns early when `cancellation` is cancelled.
  func sleep(milliseconds: Int, cancellation: Cancellation)
  /// When the threads of a run go on.
  var scheduler: any Scheduler { get }
  /// 64 random bits.
  func randomBits() -> UInt64

  /// Sends a request and waits for the whole response, whatever its status.
  ///
  /// - Throws: `ValueError` of kind `network`, `timeout`, `io`, `validation` or `limit`.
  func send(_ request: HTTPRequest, cancellation: Cancellation) throws -> HTTPResponse

  /// Runs a program to its end, whatever its status.
  ///
  /// - Throws: `ValueError` of kind `io`, or `CancellationError`.
  func run(_ command: Command, cancellation: Cancellation) throws -> Command.Result
}

extension Host {
  public var temporaryFolder: String {
    get throws { throw ValueError(.io, "temporary files cannot be created here") }
  }

  /// For hosts that do not track where responses come from.
  public var sources: AnswerSources { AnswerSources() }

  public func run(_ command: Command, cancellation: Cancellation) throws -> Command.Result {
    throw ValueError(.permission, "programs cannot be run here")
  }
}
