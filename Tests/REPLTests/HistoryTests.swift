import Foundation
import TestSupport
import Testing

@testable import ImgFlowREPL

@Suite("The history", .blocking)
struct HistoryTests {
  @Test("keeps statements whole, and the newer half when there are too many")
  func shortening() throws {
    let folder = try Prompt.makeFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = HistoryFile(path: folder.appendingPathComponent("deep/er/history").path)
    #expect(try file.read().isEmpty)
    try file.append("fn f() {\n  1\n}")
    #expect(try file.read() == ["fn f() {\n  1\n}"])
    let lines = (1...(2 * HistoryFile.size)).map { number in
      "{\"text\":\"let variable\(number) = \(number) // and some more words\"}\n"
    }
    try (lines.joined() + "damaged\n{}\n").write(
      toFile: file.path, atomically: true, encoding: .utf8)
    try file.append("last")
    let kept = try file.read()
    #expect(kept.last == "last")
    #expect(kept.count <= HistoryFile.size && kept.count > HistoryFile.size - 3)
    #expect(try String(contentsOfFile: file.path, encoding: .utf8).count < lines.joined().count)
  }

  @Test("is where the environment says")
  func places() {
    func path(_ variables: [String: String]) -> String? {
      HistoryFile.named { variables[$0] }?.path
    }
    #expect(path(["HOME": "/home/a"]) == "/home/a/.local/state/imgflow/history")
    #expect(path(["HOME": "/h", "XDG_STATE_HOME": "/s"]) == "/s/imgflow/history")
    #expect(
      path(["HOME": "/h", "XDG_STATE_HOME": "relative"]) == "/h/.local/state/imgflow/history")
    #expect(path(["HOME": "/h", "IMGFLOW_HISTORY": "/x"]) == "/x")
    #expect(path(["HOME": "/h", "IMGFLOW_HISTORY": ""]) == nil)
    #expect(path([:]) == nil)
  }
}
