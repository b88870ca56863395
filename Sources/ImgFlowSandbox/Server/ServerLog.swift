import Logging
import Synchronization

/// Writes the server's errors to standard error, until the server is asked to end: connections that this cuts
/// off are not errors.
struct ServerLog: LogHandler {
  /// Whether the server has been asked to end.
  final class Ending: Sendable {
    private let flag = Atomic(false)

    var hasBegun: Bool { flag.load(ordering: .acquiring) }
    func begin() { flag.store(true, ordering: .releasing) }
  }

  private var output: StreamLogHandler
  private let ending: Ending

  init(_ label: String, ending: Ending) {
    output = StreamLogHandler.standardError(label: label)
    output.logLevel = .error
    self.ending = ending
  }

  func log(event: LogEvent) {
    if !ending.hasBegun { output.log(event: event) }
  }

  var logLevel: Logger.Level {
    get { output.logLevel }
    set { output.logLevel = newValue }
  }

  var metadata: Logger.Metadata {
    get { output.metadata }
    set { output.metadata = newValue }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { output[metadataKey: key] }
    set { output[metadataKey: key] = newValue }
  }
}
