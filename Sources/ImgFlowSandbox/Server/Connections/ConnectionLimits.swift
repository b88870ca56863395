import Foundation
import NIOCore

/// How long connections may take, and how many there may be, limits that the sandbox chooses.
struct ConnectionLimits: Sendable {
  /// Connections at a time. Beyond it those that are slow, or wait for nothing, are closed for new ones.
  var connections = 1024
  /// How long the head of a request may take from its first byte, and a client to close after the end.
  var head = TimeAmount.seconds(10)
  /// How long a connection may be without a request.
  var idle = TimeAmount.seconds(60)
  /// How often the pace is looked at.
  var interval = TimeAmount.seconds(1)
  /// Bytes that a body, or the reading of a response, must transfer in an interval not to count as slow.
  var pace = 1024
  /// For how many intervals in a row a connection may be slow.
  var patience = 10
  /// For how many it may be so, or wait for nothing, where others wait for a connection.
  var crowdedPatience = 2

  /// Bytes that the head of a request may have.
  static let head = 80 << 10

  /// As many connections as the process can open files for, besides those that it works with.
  static var ofProcess: ConnectionLimits {
    var limits = ConnectionLimits()
    limits.connections = min(limits.connections, openFiles() / 2)
    return limits
  }

  /// Raises how many files the process may open to what the system lets it, and returns that.
  private static func openFiles() -> Int {
    var limit = rlimit()
    #if canImport(Darwin)
      let kind = RLIMIT_NOFILE
      let most = rlim_t(OPEN_MAX)
    #else
      let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
      let most = rlim_t(1 << 16)
    #endif
    guard getrlimit(kind, &limit) == 0 else { return 256 }
    let wanted = min(limit.rlim_max, most)
    if limit.rlim_cur < wanted {
      limit.rlim_cur = wanted
      _ = setrlimit(kind, &limit)
      _ = getrlimit(kind, &limit)
    }
    return Int(min(limit.rlim_cur, most))
  }
}
