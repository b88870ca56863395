import Foundation

/// The programs that a report needs to be made and looked at, and ways to run them.
enum Programs {
  /// The top of the checkout.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of the programs that were built with the tests.
  private static let built = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()

  static let imgflow = executable(["\(built.path)/imgflow"])
  static let sandbox = executable(["\(built.path)/imgflow-sandbox"])
  static let browser = executable(
    ["chromium", "chromium-browser", "google-chrome"].map { "/usr/bin/\($0)" })

  /// What the browser is started with, with a profile of its own in a folder.
  static func browserFlags(_ folder: URL) -> [String] {
    [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
      "--user-data-dir=\(folder.appending(path: "profile").path)",
    ]
  }

  private static func executable(_ paths: [String]) -> String? {
    paths.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs a program and gives what it printed.
  ///
  /// - Throws: `Failure` when it does not end well.
  static func run(_ program: String?, _ arguments: [String], home: URL) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: program ?? "")
    process.arguments = arguments
    process.currentDirectoryURL = home
    process.environment = ["HOME": home.path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
    let names = [".out", ".err"].map { home.appending(path: $0) }
    for name in names { try Data().write(to: name) }
    process.standardOutput = try FileHandle(forWritingTo: names[0])
    process.standardError = try FileHandle(forWritingTo: names[1])
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let texts = try names.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    guard process.terminationStatus == 0 else {
      throw Failure(
        description: "\(program ?? "") ended with \(process.terminationStatus): \(texts[1])")
    }
    return texts[0]
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }
}
