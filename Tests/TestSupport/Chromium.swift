import Foundation

/// The browser that looks at pages, without a window.
public enum Chromium {
  /// Opens a page and gives what the browser prints, such as the page as it is once loaded with
  /// `--dump-dom`.
  ///
  /// - Parameter folder: Where its profile is, which may be there already.
  /// - Throws: `ProgramRun.Failure` when it does not end well.
  public static func open(
    _ address: String, _ flags: [String], in folder: URL
  ) throws -> String {
    let fixed = [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
      "--user-data-dir=\(folder.appending(path: "profile").path)",
    ]
    return try ProgramRun.output(
      of: path, fixed + flags + [address], in: folder,
      environment: ["HOME": folder.path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"])
  }

  private static let path =
    ["chromium-browser", "google-chrome"].map { "/usr/bin/\($0)" }
    .first { FileManager.default.isExecutableFile(atPath: $0) } ?? "/usr/bin/chromium"
}
