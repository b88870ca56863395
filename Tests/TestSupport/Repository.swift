import Foundation

/// Where things are in the checkout.
public enum Repository {
  /// The top of the checkout.
  public static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file or folder of `Tests/Fixtures`.
  public static func fixture(_ path: String) -> URL {
    root.appending(path: "Tests/Fixtures/\(path)")
  }

  /// A file or folder of `Tests/Golden`.
  public static func golden(_ path: String) -> URL {
    root.appending(path: "Tests/Golden/\(path)")
  }
}
