/// The exit statuses of the programs.
package enum ExitStatus {
  package static let success: Int32 = 0
  /// An uncaught error, a failed assertion or test.
  package static let failure: Int32 = 1
  package static let usage: Int32 = 2
  /// A parse or check error.
  package static let check: Int32 = 3
  /// Authentication or permission.
  package static let access: Int32 = 4
  /// A vendor or the network failed, after retries.
  package static let vendor: Int32 = 5
  /// A wait or the run took too long.
  package static let timeout: Int32 = 6
  /// A defect in ImgFlow.
  package static let defect: Int32 = 70
  /// Ctrl-C.
  package static let interrupt: Int32 = 130

  /// The status for an error that nothing caught, by its kind.
  package static func uncaught(kind: String) -> Int32 {
    switch kind {
    case "auth", "permission": access
    case "http", "network", "job", "budget": vendor
    case "timeout": timeout
    default: failure
    }
  }
}
