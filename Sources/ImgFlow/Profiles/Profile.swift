import ImgFlowRuntime
import ImgFlowVendors
import Synchronization

/// A profile of the credentials file, as a run uses it.
package final class Profile: VendorProfile {
  package static let standardName = "default"

  package let name: String
  private let file: CredentialsFile
  private let entries: Mutex<[String: ProfileEntry]>

  /// Reads a profile.
  ///
  /// - Parameter mustExist: whether someone must have signed in to it.
  /// - Throws: `SetupError`.
  package init(
    _ name: String = standardName, of file: CredentialsFile? = nil, mustExist: Bool = false
  ) throws {
    let file = try file ?? .standard
    let content = try file.read()
    if mustExist, content[name] == nil {
      throw SetupError(
        "unknown profile `\(name)`",
        help: "`imgflow login VENDOR --profile \(name)` creates it")
    }
    self.name = name
    self.file = file
    entries = Mutex(content[name] ?? [:])
  }

  package func entry(of vendor: String, at address: String) -> ProfileEntry? {
    entries.withLock { $0[vendor] }.flatMap { $0.address == address ? $0 : nil }
  }

  package func keep(_ session: KeptSession, of vendor: String) throws {
    entries.withLock { $0[vendor]?.session = session }
    try file.update { $0[name]?[vendor]?.session = session }
  }

  package func exclusively<Result>(
    for vendor: String, _ cancellation: Cancellation, _ body: () throws -> Result
  ) throws -> Result {
    let lock = try file.lock("\(name)-\(vendor)", cancellation)
    defer { lock.release() }
    let content = try file.read()
    entries.withLock { $0 = content[name] ?? [:] }
    return try body()
  }
}
