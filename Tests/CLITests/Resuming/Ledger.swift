import Foundation
import TestSupport

/// What `ledger.py` remembers.
enum Ledger {
  /// The numbers of what the service was asked to create, in order.
  static func created(at server: PythonServer) throws -> [Int] {
    let text = try Python.run(
      "import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())",
      ["http://\(server.place)/ledger"])
    let bodies = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
    return bodies?.compactMap { $0["n"] as? Int } ?? []
  }
}
