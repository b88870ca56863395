import Foundation

/// A sandbox that runs as long as this is held, and ways to talk to it.
final class RunningSandbox {
  let url: String
  let folder: URL
  private let process = Process()
  private let output = Pipe()

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "imgflow-page-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    process.executableURL = URL(filePath: Programs.sandbox ?? "")
    process.arguments = ["--time-scale", "20"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let address = line.firstMatch(of: /"url":"([^"]*)"/)?.1 else {
      throw Programs.Failure(description: "the sandbox said \(line)")
    }
    url = String(address)
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
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
    _ = try Programs.run(
      "/usr/bin/python3", ["-c", program, url.replacing("http://", with: "")], home: folder)
  }

  /// The text at a path of the sandbox.
  func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  func bytes(_ path: String) throws -> Data {
    let program =
      "import sys, urllib.request as w; open('.got', 'wb').write(w.urlopen(sys.argv[1]).read())"
    _ = try Programs.run("/usr/bin/python3", ["-c", program, url + path], home: folder)
    return try Data(contentsOf: folder.appending(path: ".got"))
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
