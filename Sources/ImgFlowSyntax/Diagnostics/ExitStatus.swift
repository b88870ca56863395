/// The exit statuses of the programs.
public enum ExitStatus {
  public static let success: Int32 = 0
  /// An uncaught error, a failed assertion or test.
  public static let failure: Int32 = 1
  public static let usage: Int32 = 2
  /// A parse or check error.
  public static let check: Int32 = 3
  /// Authentication or permission.
  public static let access: Int32 = 4
  /// A vendor or the network failed, after retries.
  public static let vendor: Int32 = 5
  /// A wait or the run took too long.
  public static let timeout: Int32 = 6
  /// The run stopped, and `imgflow resume` can finish it.
  public static let resumable: Int32 = 7
  /// A defect in ImgFlow.
  public static let defect: Int32 = 70
  /// Another run of the same script is not finished (`EX_TEMPFAIL` of sysexits.h).
  public static let busy: Int32 = 75
  /// Ctrl-C.
  public static let interrupt: Int32 = 130

  /// What the statuses mean, in order; scripts may end with others by `exit`.
  public static let meanings: [(status: Int32, meaning: String)] = [
    (success, "The command did what was asked of it."),
    (failure, "An error that nothing caught, a failed assertion or a failed test."),
    (usage, "The command line, a parameter or a file is wrong."),
    (check, "The script has errors; it did not run."),
    (access, "Credentials or a permission are missing."),
    (vendor, "A vendor or the network failed, after retries."),
    (timeout, "A wait or the run took too long."),
    (resumable, "The run stopped, and `imgflow resume` can finish it."),
    (defect, "A defect in ImgFlow."),
    (busy, "Another run of the same script is not finished."),
    (interrupt, "Ctrl-C; other signals give 128 and their number."),
  ]

  /// The status for an error that nothing caught, by its kind.
  public static func uncaught(kind: String) -> Int32 {
    switch kind {
    case "auth", "permission": access
    case "http", "network", "job", "budget": vendor
    case "timeout": timeout
    default: failure
    }
  }
}
