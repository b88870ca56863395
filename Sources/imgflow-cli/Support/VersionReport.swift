import Foundation
import ImgFlowSyntax

/// What `imgflow --version --verbose` says: how the program was built, and with what.
enum VersionReport {
  static var text: String {
    var rows: [Columns.Pair] = [("build", build), ("Swift", "\(_SwiftStdlibVersion.current)")]
    rows += sharedLibraries.isEmpty ? [] : [("libraries", sharedLibraries.joined(separator: " "))]
    rows.append(("packages", packages.joined(separator: ", ")))
    return "imgflow \(Version.text)\n" + Columns.list(rows).joined(separator: "\n") + "\n"
  }

  private static var build: String {
    #if DEBUG
      let kind = "debug"
    #else
      let kind = "release"
    #endif
    #if arch(x86_64)
      let machine = "x86_64"
    #elseif arch(arm64)
      let machine = "arm64"
    #else
      let machine = "another processor"
    #endif
    #if os(Linux)
      return "\(kind), Linux, \(machine)"
    #else
      return "\(kind), macOS, \(machine)"
    #endif
  }

  /// The Swift packages that are part of the program, with their versions.
  private static var packages: [String] {
    String(decoding: PackageResources.dependencies_tsv, as: UTF8.self).split(separator: "\n")
      .dropFirst().map { $0.split(separator: "\t").prefix(2).joined(separator: " ") }
  }

  /// The files of the shared libraries that the process has loaded, whose names hold their versions.
  private static var sharedLibraries: [String] {
    // Read to its end: the system gives it in parts, and its size as 0.
    let file = FileHandle(forReadingAtPath: "/proc/self/maps")
    let maps = (try? file?.readToEnd()).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let names = maps.split(separator: "\n").compactMap { $0.split(separator: "/").last }
    return Set(names.filter { $0.contains(".so.") }.map(String.init)).sorted()
  }
}
