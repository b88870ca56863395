import Foundation
import Synchronization

/// A server that takes connections and says nothing.
final class SilentServer: Sendable {
  let port: Int
  private let listener: Int32
  private let connection = Mutex<Int32?>(nil)

  init() throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isReady = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) == 0 && listen(listener, 8) == 0
          && getsockname(listener, address, &length) == 0
      }
    }
    guard isReady else { throw PseudoTerminal.Failure(description: "no server") }
    port = Int(UInt16(bigEndian: address.sin_port))
    self.listener = listener
    Thread.detachNewThread { [self] in
      let accepted = accept(listener, nil, nil)
      connection.withLock { $0 = accepted }
    }
  }

  deinit {
    close(listener)
    if let open = connection.withLock({ $0 }) { close(open) }
  }

  func waitForConnection() async throws {
    while connection.withLock({ $0 }) == nil { try await Task.sleep(for: .milliseconds(10)) }
  }
}
