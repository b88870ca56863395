import ImgFlowRuntime
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlow

/// Programs that scripts run, for real.
@Suite(.blocking) struct ChildProcessTests {
  private func run(
    _ program: String, _ arguments: [String] = [], input: String = "",
    cancellation: Cancellation = Cancellation()
  ) throws -> Command.Result {
    let command = Command(
      program, arguments, input: Array(input.utf8),
      environment: [("PATH", "/usr/bin:/bin"), ("GREETING", "hello")])
    return try ChildProcess.run(command, cancellation: cancellation)
  }

  private func shell(_ script: String, input: String = "") throws -> Command.Result {
    try run("sh", ["-c", script], input: input)
  }

  @Test func `gives what was written, and the status`() throws {
    let result = try shell("echo $GREETING; echo problem >&2; exit 3")
    #expect(String(decoding: result.output, as: UTF8.self) == "hello\n")
    #expect(String(decoding: result.errors, as: UTF8.self) == "problem\n")
    #expect(result.status == 3)
  }

  @Test func `arguments stay as they are`() throws {
    let result = try run("printf", ["%s|", "a b", "$HOME", "*", "'"])
    #expect(String(decoding: result.output, as: UTF8.self) == "a b|$HOME|*|'|")
  }

  @Test func `much input and much output at the same time`() throws {
    let text = String(repeating: "0123456789\n", count: 100_000)
    let result = try run("cat", input: text)
    let isSame = String(decoding: result.output, as: UTF8.self) == text
    #expect(isSame)
  }

  @Test func `a program that does not read its input is fine`() throws {
    #expect(try run("true", input: String(repeating: "x", count: 1 << 20)).status == 0)
  }

  @Test func `a signal is a status too`() throws {
    #expect(try shell("kill -9 $$").status == 137)
  }

  @Test func `unknown programs are told`() {
    #expect(throws: ValueError.self) { try run("no-such-program") }
  }

  @Test(.timeLimit(.minutes(15))) func `a cancellation ends it and what it started`() throws {
    let cancellation = Cancellation()
    Deadlines.shared.cancel(cancellation, afterMilliseconds: 50)
    let result = try run("sh", ["-c", "sleep 1000 & wait"], cancellation: cancellation)
    #expect(result.status == 128 + 15)
  }
}
