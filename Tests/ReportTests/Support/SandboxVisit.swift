import Foundation
import TestSupport

/// A sandbox that runs as long as this is held, and ways to talk to it.
final class SandboxVisit {
  private let sandbox: RunningSandbox
  private let files: TemporaryFolder

  var url: String { sandbox.url }
  /// Where a visitor keeps its files.
  var folder: URL { files.url }

  init() throws {
    files = try TemporaryFolder()
    sandbox = try RunningSandbox(["--time-scale", "20"])
  }

  /// Sends what a program in Python does with `call(method, path, headers, body)`, byte for byte.
  func send(_ calls: String) throws {
    let program = """
      import http.client, sys
      def call(method, path, headers={}, body=None):
          link = http.client.HTTPConnection(sys.argv[1])
          link._validate_path = lambda path: None
          link.putrequest(method, path)
          for name, value in headers.items(): link.putheader(name, value)
          if body is not None: link.putheader("Content-Length", str(len(body)))
          link.endheaders(body)
          answer = link.getresponse()
          answer.read()
      \(calls)
      """
    _ = try Python.run(program, [url.replacing("http://", with: "")], in: folder)
  }

  /// The text at a path of the sandbox.
  func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  func bytes(_ path: String) throws -> Data {
    let program =
      "import sys, urllib.request as w; open('got', 'wb').write(w.urlopen(sys.argv[1]).read())"
    _ = try Python.run(program, [url + path], in: folder)
    return try Data(contentsOf: folder.appending(path: "got"))
  }

  /// The entries of the log, the oldest first.
  func entries() throws -> [Entry] {
    try text("/_sandbox/log").split(separator: "\n").map {
      try JSONDecoder().decode(Entry.self, from: Data($0.utf8))
    }
  }

  struct Entry: Decodable {
    let number: Int
    let method, path: String
    let status: Int?
  }
}
