import Foundation
import TestSupport

/// Checks Swift files with the compiler, against the modules that were built together with the tests.
enum SwiftChecker {
  /// Checks the types of the files of a module.
  ///
  /// - Parameters:
  ///   - package: the package that they belong to; only in that of ImgFlow is `package` visible.
  ///   - modules: a folder with further modules.
  ///   - flags: further flags for the compiler.
  /// - Returns: what the compiler reports, empty if all is well.
  static func problems(
    in files: [URL], package: String, modules: URL? = nil, flags: [String] = ["-typecheck"]
  ) throws -> String {
    let maps = moduleMaps().flatMap { ["-Xcc", "-fmodule-map-file=\($0)"] }
    let folders = [built, modules].compactMap(\.self).flatMap { ["-I", $0.path] }
    let run = try ProgramRun(
      "/usr/bin/env",
      ["swiftc"] + flags + ["-swift-version", "6", "-package-name", package]
        + folders + maps + files.map(\.path))
    return run.status == 0 ? "" : run.output + run.errors + "status \(run.status)"
  }

  /// What the package manager calls the package of this checkout.
  static let ownPackage = Repository.root.lastPathComponent.lowercased()
    .replacing(/[^a-z0-9_]/, with: "_")

  private static let build = Repository.root.appending(path: ".build")
  private static let built = build.appending(path: "debug/Modules")

  /// The descriptions of the C modules that the built modules import.
  private static func moduleMaps() -> [String] {
    let sources = folders(in: build.appending(path: "checkouts")).flatMap { checkout in
      folders(in: checkout.appending(path: "Sources")).map { $0.appending(path: "include") }
    }
    let all =
      sources + folders(in: build.appending(path: "debug"))
      + folders(in: Repository.root.appending(path: "Sources"))
    return all.map { $0.appending(path: "module.modulemap").path }
      .filter(FileManager.default.fileExists)
  }

  private static func folders(in folder: URL) -> [URL] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).map { folder.appending(path: $0) }
  }
}
