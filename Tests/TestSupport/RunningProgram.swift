import Foundation
import ImgFlowProcesses
import Synchronization

/// A program that runs while a test goes on.
///
/// Tests do not use Foundation's `Process`: it keeps its files open when it has ended, and reads beyond
/// its memory in a process that has more than a thousand files open.
public final class RunningProgram: Sendable {
  public let processIdentifier: Int32
  private let end = Mutex<ProcessEnd?>(nil)

  /// Starts a program, whose standard streams are `/dev/null` unless a handle is given.
  ///
  /// - Parameters:
  ///   - folder: Where it runs; the tests' own when nil.
  ///   - environment: All that it sees of the environment; that of the tests when nil.
  public init(
    _ program: String, _ arguments: [String] = [], in folder: URL? = nil,
    environment: [String: String]? = nil, input: FileHandle? = nil, output: FileHandle? = nil,
    errors: FileHandle? = nil
  ) throws {
    let variables = (environment ?? ProcessInfo.processInfo.environment).map { "\($0)=\($1)" }
    var launch = Launch(program, arguments, environment: variables)
    launch.folder = folder?.path
    (launch.input, launch.output) = (input?.fileDescriptor, output?.fileDescriptor)
    launch.errors = errors?.fileDescriptor
    do { processIdentifier = try launch.start() } catch {
      throw ProgramRun.Failure("cannot start \(program): \(String(cString: strerror(error.code)))")
    }
  }

  public var isRunning: Bool {
    end.withLock { end in
      if end == nil { end = ProcessEnd(ifEnded: processIdentifier) }
      return end == nil
    }
  }

  /// Sends a signal, unless the program is known to have ended.
  public func signal(_ number: Int32) {
    end.withLock { if $0 == nil { kill(processIdentifier, number) } }
  }

  /// Asks the program to end.
  public func terminate() { signal(SIGTERM) }

  /// Waits for the end of the program.
  ///
  /// - Returns: Its exit status; 128 and the number of the signal when one ended it.
  @discardableResult public func wait() -> Int32 {
    while true {
      // The number of a process that has ended stays its own until its end is taken under the lock.
      var information = siginfo_t()
      waitid(P_PID, id_t(processIdentifier), &information, WEXITED | WNOWAIT)
      if !isRunning { return end.withLock { $0?.status ?? 0 } }
    }
  }
}
