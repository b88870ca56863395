import Foundation
import TestSupport
import Testing

/// No secret is stored with a run, wherever it enters and whatever it is given to; a masked one is never given back
/// for the real one.
@Suite(.blocking) struct RunSecretTests {
  private static let script = """
    param base: string
    param token: secret
    param others: [secret]
    let key = env("MY_API_KEY")
    file.write("a.txt", "1")
    http.post("\\(base)/create", json: {n: 1, token: token}, headers: {authorization: key})
    http.post("\\(base)/create", json: {n: 2, others: others})
    http.put("\\(base)/set/1", json: {token: token}, query: {key: key})
    """
  private static let secrets = ["of-the-flag-1234", "of-the-words-1234", "of-the-environment-1234"]

  private let folder: TemporaryFolder
  private let server: PythonServer

  init() throws {
    folder = try TemporaryFolder()
    server = try PythonServer("ledger.py")
  }

  private func imgflow(_ words: [String], _ script: String) throws -> ProgramRun {
    try folder.write(script, to: "night.imgflow")
    let environment = ProcessInfo.processInfo.environment.merging([
      "XDG_STATE_HOME": folder.path + "/state", "MY_API_KEY": Self.secrets[2],
    ]) { $1 }
    return try ProgramRun(
      BuiltPrograms.imgflow, words, in: folder.url, environment: environment)
  }

  private var stored: String {
    get throws {
      let runs = folder.url.appending(path: "state/imgflow/runs")
      return try FileManager.default.subpathsOfDirectory(atPath: runs.path).sorted().map { name in
        String(decoding: try Data(contentsOf: runs.appending(path: name)), as: UTF8.self)
      }.joined()
    }
  }

  private var start: [String] { ["night.imgflow", "--base", "http://\(server.place)"] }

  @Test(arguments: [
    ["--token", secrets[0], secrets[1], secrets[1] + "-too"],
    ["--token=\(secrets[0])", "--", secrets[1]],
    [secrets[1], "--others", secrets[1] + "-too", "--token", secrets[0]],
  ])
  func noneIsStored(_ words: [String]) throws {
    let ending = "\nhttp.get(\"http://127.0.0.1:1/\")"
    let run = try imgflow(start + words, Self.script + ending)
    #expect(run.status == 7, "\(run.errors)")
    let stored = try stored
    #expect(stored.contains("night.imgflow"))
    for secret in Self.secrets { #expect(!stored.contains(secret), "\(secret)") }
    // They are given again, and count as the same.
    let resumed = try imgflow(["resume", "last"] + words, Self.script + "\n// done" + ending)
    #expect(resumed.errors.contains("4 recorded results"), "\(resumed.errors)")
  }

  @Test func aMaskedResultIsNotGivenBack() throws {
    let script =
      Self.script + """

        let echo = process.run("sh", ["-c", "echo $T"], env: {T: token}).output
        print(echo.trim().length)
        http.get("http://127.0.0.1:1/")
        """
    let words = ["--token", Self.secrets[0], Self.secrets[1]]
    let run = try imgflow(start + words, script)
    #expect(run.output.contains("\(Self.secrets[0].count)"))
    let resumed = try imgflow(["resume", "last"] + words, script)
    #expect(resumed.status == 7)
    #expect(resumed.errors.contains("the result of step 5"), "\(resumed.errors)")
    #expect(!resumed.output.contains("8"))
  }

  @Test func aFlagOfTheRunIsReplacedByALaterOne() throws {
    let script = "file.write(\"a.txt\", \"1\")\nhttp.get(\"http://127.0.0.1:1/\")"
    #expect(try imgflow(["night.imgflow", "--timeout", "50s", "-q"], script).status == 7)
    let resumed = try imgflow(["resume", "last", "--timeout=20s"], script)
    #expect(resumed.status == 7, "\(resumed.errors)")
    #expect(!resumed.errors.contains("twice"))
  }
}
