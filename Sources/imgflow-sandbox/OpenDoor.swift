import Foundation
import ImgFlowSandbox

/// What is said when other machines can reach the sandbox.
enum OpenDoor {
  /// Warns on standard error; says nothing when only this machine can reach it.
  static func warn(_ configuration: SandboxConfiguration, port: Int) {
    guard !configuration.isForThisMachineOnly else { return }
    let addresses = configuration.outsideAddresses.map { host in
      "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
    let text = """
      warning: other machines can reach this sandbox: \(addresses.joined(separator: ", "))
        help: its credentials are public, so they can read, change and reset everything in it; \
      leave out `--host` to restrict it to this machine

      """
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
