import Foundation
import Synchronization

/// What the process that started the sandbox waits for.
final class Announcement: Sendable {
  /// The other end of standard output is closed: no one can learn where the sandbox is.
  struct Unheard: Error {}

  private let isHeard = Atomic(true)

  /// Writes where the sandbox is, as one line of JSON on standard output; ends the sandbox if that fails.
  func print(host: String, port: Int) {
    let host = host.contains(":") ? "[\(host)]" : host
    let line = "{\"url\":\"http://\(host):\(port)\"}\n"
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
    } catch {
      isHeard.store(false, ordering: .releasing)
      kill(getpid(), SIGTERM)
    }
  }

  /// - Throws: `Unheard`.
  func check() throws {
    guard isHeard.load(ordering: .acquiring) else { throw Unheard() }
  }
}
