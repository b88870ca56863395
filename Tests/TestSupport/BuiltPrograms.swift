import Foundation

/// The programs that were built together with the tests.
///
/// Nothing looks whether they are there: a test whose program is missing fails when it starts it.
public enum BuiltPrograms {
  /// The folder that holds them and the tests.
  public static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()

  /// The interpreter, or the one that `IMGFLOW_BIN` names.
  public static let imgflow =
    ProcessInfo.processInfo.environment["IMGFLOW_BIN"] ?? folder.appending(path: "imgflow").path

  /// The sandbox, or the one that `IMGFLOW_SANDBOX_BIN` names.
  public static let sandbox =
    ProcessInfo.processInfo.environment["IMGFLOW_SANDBOX_BIN"]
    ?? folder.appending(path: "imgflow-sandbox").path
}
