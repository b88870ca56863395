import Foundation

/// Where things are in the checkout.
public enum Repository {
  /// The top of the checkout.
  public static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The Swift files of a folder, by their paths in it.
  public static func sources(in folder: String) throws -> [String: String] {
    let root = root.appending(path: folder)
    let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
    var texts: [String: String] = [:]
    for file in files ?? [] where file.hasSuffix(".swift") {
      texts[file] = try String(contentsOf: root.appending(path: file), encoding: .utf8)
    }
    return texts
  }

  /// A file or folder of `Tests/Fixtures`.
  public static func fixture(_ path: String) -> URL {
    root.appending(path: "Tests/Fixtures/\(path)")
  }

  /// A file or folder of `Tests/Golden`.
  public static func golden(_ path: String) -> URL {
    root.appending(path: "Tests/Golden/\(path)")
  }
}
