import Foundation

/// The values of a run that are too large for its table: a file for each, in a folder next to the journal,
/// under the name of its digest.
struct KeptFiles: Sendable {
  private let folder: String

  /// - Parameter journal: the path of the run's journal.
  init(of journal: String) { folder = Self.folder(of: journal) }

  static func folder(of journal: String) -> String {
    (journal as NSString).deletingPathExtension + ".values"
  }

  /// Keeps a value; returns when it would survive a crash of the machine.
  func keep(_ text: String, _ digest: String) throws {
    let path = path(of: digest)
    guard !FileManager.default.fileExists(atPath: path) else { return }
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let part = path + ".part"
    guard
      FileManager.default.createFile(
        atPath: part, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown) }
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: part))
    try handle.synchronize()
    try handle.close()
    try FileManager.default.moveItem(atPath: part, toPath: path)
  }

  func text(_ digest: String) throws -> String? {
    guard FileManager.default.fileExists(atPath: path(of: digest)) else { return nil }
    return try String(contentsOfFile: path(of: digest), encoding: .utf8)
  }

  /// The size of all of them, in bytes.
  var size: Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.reduce(0) { sum, name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      return sum + ((attributes?[.size] as? Int) ?? 0)
    }
  }

  private func path(of digest: String) -> String { "\(folder)/\(digest)" }
}
