import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The file of everything that `imgflow login` keeps: JSON, by profile and vendor, which only its owner
/// can read.
package struct CredentialsFile: Sendable {
  package let path: String
  private let files = DiskFiles()

  /// What it holds: entries by profile and vendor.
  package typealias Content = [String: [String: ProfileEntry]]

  package init(path: String) { self.path = path }

  /// `$XDG_CONFIG_HOME/imgflow/credentials`, below `~/.config` where that is not set.
  ///
  /// - Throws: `SetupError` if neither says where.
  package static var standard: CredentialsFile {
    get throws {
      let base = try folder("XDG_CONFIG_HOME") ?? folder("HOME").map { $0 + "/.config" }
      guard let base else {
        throw SetupError(
          "cannot store credentials: `HOME` is not set",
          help: "set `HOME` or `XDG_CONFIG_HOME` to the absolute path of a folder")
      }
      return CredentialsFile(path: "\(base)/imgflow/credentials")
    }
  }

  private static func folder(_ variable: String) throws -> String? {
    do {
      return try SystemText.variable(variable).flatMap { $0.isAbsolutePath ? $0 : nil }
    } catch let error as ValueError { throw SetupError(error.message, help: error.help) }
  }

  /// Reads the file; empty if there is none.
  ///
  /// - Throws: `SetupError` if others can read it too, or it is damaged.
  package func read() throws -> Content {
    do {
      guard let status = try files.look(at: path) else { return [:] }
      try checkPermissions(status)
      return try CredentialsText.read(files.read(path))
    } catch let error as ValueError {
      throw SetupError(error.message, help: error.help)
    } catch let error as JSONError {
      throw SetupError(
        "\(path) is damaged: \(error.message)",
        help: "repair it, or remove it and sign in again with `imgflow login`")
    }
  }

  private func checkPermissions(_ status: FileStatus) throws {
    let mode = status.permissions & 0o777
    guard mode & 0o077 != 0 else { return }
    let text = String(mode, radix: 8)
    throw SetupError(
      "others can read the credentials in \(path): its mode is 0\(text)",
      help: "run `chmod 600 '\(path)'`; if others may have read it, change the passwords in it")
  }

  /// Changes the content; readers see the old one or the new one, and no change of another process is
  /// lost.
  ///
  /// - Throws: `SetupError`.
  package func update(_ change: (inout Content) -> Void) throws {
    do {
      try makeFolder()
      let lock = try FileLock(path + ".lock", Cancellation())
      defer { lock.release() }
      var content = try read()
      change(&content)
      try files.write(CredentialsText.bytes(of: content), to: path, permissions: 0o600)
    } catch let error as ValueError {
      throw SetupError(error.message, help: error.help)
    }
  }

  private func makeFolder() throws {
    let folder = Paths.folder(of: path)
    guard try !files.isDirectory(folder) else { return }
    try files.createDirectory(folder)
    chmod(folder, 0o700)
  }

  /// Keeps other processes from doing the same, as long as it is held.
  func lock(_ name: String, _ cancellation: Cancellation) throws -> FileLock {
    try FileLock("\(path)-\(name).lock", cancellation)
  }
}
