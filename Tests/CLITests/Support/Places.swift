import Foundation

/// Where things are in the checkout and the build.
enum Places {
  /// The top of the checkout.
  static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    return folder
  }()

  static let golden = root.appendingPathComponent("Tests/Golden/cli")

  /// The folder that holds the programs and the tests that were built together.
  static let programs: URL = {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent()
  }()

  /// The sandbox's program; nil where it has not been built.
  static let sandbox: String? = {
    let environment = ProcessInfo.processInfo.environment
    let built = programs.appendingPathComponent("imgflow-sandbox").path
    let path = environment["IMGFLOW_SANDBOX_BIN"] ?? built
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
  }()
}

/// A folder that is removed at the end of a test.
final class TemporaryFolder {
  let url: URL

  init() throws {
    let base = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
    url = base.appendingPathComponent("imgflow-cli-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
