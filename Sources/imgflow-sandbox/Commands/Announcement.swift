import Foundation

/// What whoever started the sandbox waits for.
enum Announcement {
  /// Writes where the sandbox is, as one line of JSON on standard output.
  static func print(host: String, port: Int) {
    let host = host.contains(":") ? "[\(host)]" : host
    let line = "{\"url\":\"http://\(host):\(port)\"}\n"
    FileHandle.standardOutput.write(Data(line.utf8))
  }
}
