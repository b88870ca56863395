import Foundation
import ImgFlowValues
import NIOCore
import Testing

@testable import ImgFlowSandbox

/// Files that stand for much larger ones: the program `imgflow-sandbox` refuses each with its reason, takes
/// little memory for it, and answers the next request.
@Suite struct BombTests {
  /// Megabytes that the process may take, ever.
  private static let memory = 300

  @Test func noFileBringsTheSandboxDown() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let bombs = try PythonScript.run("bombs.py", folder.path)
    #expect(bombs.count > 40)
    let program = try await SandboxProgram()
    defer { program.kill() }
    let sandbox = program.sandbox
    let studio = try await sandbox.post(
      "/deepopinion/auth/login", #"{"email": "demo@imgflow.dev", "password": "sandbox"}"#)
    let tokens = ["table": studio["auth_token"].asString, "image": try await sandbox.login()]
    let paths = [
      "table": "/deepopinion/analyses/upload", "image": "/expoze/developer/upload",
    ]
    for bomb in bombs {
      let record = try #require(bomb.asRecord)
      let name = Comment(rawValue: record["name"]?.asString ?? "")
      let (to, file) = (record["to"]?.asString ?? "", record["file"]?.asString ?? "")
      let form = TestSandbox.form(try Data(contentsOf: folder.appending(path: file)), named: file)
      let answer = try await sandbox.send(
        "POST", paths[to] ?? "", token: tokens[to] ?? nil, headers: ["Content-Type": form.type],
        body: .bytes(ByteBuffer(bytes: form.body)))
      #expect(answer.status == (to == "table" ? 400 : 422), "\(name): \(answer.text)")
      #expect(answer.text.contains { $0 == "." }, "\(name): \(answer.text)")
      #expect(program.peakMegabytes < Self.memory, "\(name)")
    }
    #expect(try await sandbox.get("/_sandbox/log").status == 200)
  }
}
