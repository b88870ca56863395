import Foundation
import ImgFlowValues
import NIOCore
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// Files that stand for much larger ones: the program `imgflow-sandbox` refuses each with its reason, takes
/// little memory for it, and answers the next request.
@Suite struct BombTests {
  /// Megabytes that the process may take, ever.
  private static let memory = 300

  /// What answers to a kind of file.
  private struct Reader {
    var path: String
    var token: String
    var refusal: Int
  }

  /// Sends each file that a script writes, and looks at what comes of it.
  private static func refuses(_ script: String, atLeast count: Int) async throws {
    let folder = try TemporaryFolder()
    let bombs = try PythonScript.run(script, folder.path)
    #expect(bombs.count >= count)
    let program = try SandboxProgram("--time-scale", "0")
    defer { program.kill() }
    let sandbox = program.sandbox
    let readers = try await readers(of: sandbox)
    for bomb in bombs {
      let record = try #require(bomb.asRecord)
      let name = Comment(rawValue: record["name"]?.asString ?? "")
      let reader = try #require(readers[record["to"]?.asString ?? ""])
      let file = record["file"]?.asString ?? ""
      let form = TestSandbox.form(
        try Data(contentsOf: folder.url.appending(path: file)), named: file)
      let answer = try await sandbox.send(
        "POST", reader.path, token: reader.token, headers: ["Content-Type": form.type],
        body: .bytes(ByteBuffer(bytes: form.body)))
      // A PDF without a reason may also do no harm.
      let isHarmless = record["to"]?.asString == "document" && record["says"]?.asString == nil
      let isRead = isHarmless && answer.status == 200
      #expect(answer.status == reader.refusal || isRead, "\(name): \(answer.text.prefix(500))")
      let reason = record["says"]?.asString ?? "."
      #expect(isRead || answer.text.contains(reason), "\(name): \(answer.text.prefix(500))")
      #expect(program.peakMegabytes < Self.memory, "\(name)")
    }
    #expect(try await sandbox.get("/_sandbox/log").status == 200)
  }

  private static func readers(of sandbox: TestSandbox) async throws -> [String: Reader] {
    let studio = try await Studio.login(sandbox)
    let (project, _, model) = try await studio.trained()
    let documents = "/deepopinion/organizations/1/projects/\(project)/models/\(model)/extract"
    return [
      "table": Reader(path: "/deepopinion/analyses/upload", token: studio.token, refusal: 400),
      "document": Reader(
        path: "\(documents)?return_annotated_pages=true", token: studio.token, refusal: 400),
      "image": Reader(
        path: "/expoze/developer/upload", token: try await sandbox.login(), refusal: 422),
    ]
  }

  @Test func noTableOrImageBringsTheSandboxDown() async throws {
    try await Self.refuses("bombs.py", atLeast: 50)
  }

  @Test func noPDFBringsTheSandboxDown() async throws {
    try await Self.refuses("pdf-bombs.py", atLeast: 40)
  }
}
