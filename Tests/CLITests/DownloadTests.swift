import Foundation
import TestSupport
import Testing

/// What `to:` of `http` leaves on a real disk, after answers that are whole and after others.
@Suite(.blocking)
struct DownloadTests {
  private static let server = Repository.root.appendingPathComponent(
    "Tests/Fixtures/servers/downloads.py"
  ).path

  /// Runs a script with `base` for the address of the server; gives what it printed, and the files that
  /// were left with their sizes.
  private func run(_ script: String, _ flags: String = "") throws -> (
    output: String, status: Int32, files: [String: Int]
  ) {
    let place = try TemporaryFolder()
    let text = "param base: string\n\(script)\n"
    try Data(text.utf8).write(to: place.url.appendingPathComponent("s.imgflow"))
    try FileManager.default.createDirectory(
      at: place.url.appendingPathComponent("out"), withIntermediateDirectories: false)
    let result = try Shell.run(
      """
      mkfifo .hold; python3 \(Self.server) <.hold >.port & exec 3>.hold
      until [ -s .port ]; do sleep 0.02; done
      imgflow s.imgflow --quiet \(flags) --base "http://127.0.0.1:$(cat .port)"
      status=$?; exec 3>&-; exit $status
      """, in: place.url)
    let out = place.url.appendingPathComponent("out").path
    let names = try FileManager.default.contentsOfDirectory(atPath: out)
    let sizes = try names.map { name in
      try FileManager.default.attributesOfItem(atPath: "\(out)/\(name)")[.size] as? Int ?? -1
    }
    return (result.output, result.status, Dictionary(uniqueKeysWithValues: zip(names, sizes)))
  }

  @Test func `whole answers are there, unpacked, under the permissions of the file before`() throws
  {
    let run = try run(
      """
      file.write("out/old", "old")
      process.run("chmod", ["600", "out/old"])
      for path in ["whole", "packed"] { http.get(base + "/" + path, to: "out/" + path) }
      print(file.sha256("out/whole") == file.sha256("out/packed"))
      print(http.get(base + "/whole", to: "out/old").file.endsWith("/out/old"))
      print(process.run("stat", ["-c", "%a", "out/old"]).output.trim())
      """)
    #expect(run.output == "true\ntrue\n600\n")
    #expect(run.files == ["whole": 3_072_000, "packed": 3_072_000, "old": 3_072_000])
  }

  @Test func `after an answer that is not whole nothing is left, and what was there stays`() throws
  {
    let run = try run(
      """
      file.write("out/old", "old")
      for path in ["cut", "chunk", "torn", "missing"] {
        for name in ["new", "old"] {
          print(path, try { http.get("\\(base)/\\(path)", to: "out/\\(name)") } catch e { e.kind })
        }
      }
      print(try { timeout(300ms) { http.get(base + "/slow", to: "out/slow") } } catch e { e.kind })
      print(try { http.get(base + "/slow", to: "out/slow", timeout: 300ms) } catch e { e.kind })
      print(try { http.get(base + "/whole", to: "out/none/x") } catch e { e.kind })
      print(try { http.get(base + "/whole", to: "out") } catch e { e.kind })
      print(file.text("out/old"))
      """)
    let kinds = ["cut", "chunk", "torn"].flatMap { Array(repeating: "\($0) network", count: 2) }
    #expect(
      run.output.split(separator: "\n").map(String.init)
        == kinds + ["missing http", "missing http", "timeout", "timeout", "io", "io", "old"])
    #expect(run.files == ["old": 3])
  }

  @Test func `a run that is stopped leaves nothing`() throws {
    let run = try run("http.get(base + \"/slow\", to: \"out/slow\")", "--timeout 500ms")
    #expect(run.status != 0)
    #expect(run.files.isEmpty)
  }

  @Test func `what is not a file is refused`() throws {
    let run = try run(
      """
      print(try { http.get(base + "/whole", to: "/dev/full") } catch e { e.kind })
      """)
    #expect(run.output == "io\n")
    #expect(run.files.isEmpty)
  }
}
