import Foundation
import TestSupport
import Testing

/// The examples for cron and systemd of the manual, executed as those two would: without a terminal, with the few
/// variables that they set, on a service that is down at first.
@Suite(.blocking) struct SchedulerTests {
  private static let night = """
    file.append("seen.txt", "started\\n")
    let port = file.text("port.txt")
    print(http.post("http://127.0.0.1:\\(port)/create", json: {n: 1}).body)
    """

  private let home: TemporaryFolder

  init() throws {
    home = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: home.url.appending(path: "night"), withIntermediateDirectories: true)
    let script = try home.write(Self.block("sh"), to: "night/night.sh")
    chmod(script, 0o755)
    try home.write(Self.night, to: "night/night.imgflow")
  }

  @Test func aLineOfCron() throws {
    let lines = try Self.block("crontab").split(separator: "\n").map(String.init)
    let line = try #require(lines.last)
    // Five fields, and the command (crontab(5)).
    let fields = line.split(separator: " ", maxSplits: 5).map(String.init)
    #expect(fields.prefix(5).joined(separator: " ") == "15 3 * * *")
    #expect(!fields[5].contains("%"), "cron ends a line there")
    try expectReport("/bin/sh", ["-c", fields[5]], path: Self.value("PATH", in: lines))
  }

  @Test func aServiceOfSystemd() throws {
    let lines = try Self.block("ini").split(separator: "\n").map(String.init)
    let command = try Self.value("ExecStart", in: lines).replacing("%h", with: home.path)
    // The words of the command, and no shell (systemd.service(5)).
    let words = command.split(separator: " ").map(String.init)
    try expectReport(
      words[0], Array(words.dropFirst()), path: Self.value("Environment=PATH", in: lines))
  }

  /// Starts the command while a file is missing, which comes later, and expects a run that was resumed.
  private func expectReport(_ program: String, _ words: [String], path: String) throws {
    let server = try PythonServer("ledger.py")
    let folder = URL(filePath: BuiltPrograms.imgflow).deletingLastPathComponent().path
    // The file is there for the second attempt.
    let port = "sh -c 'echo \(server.port) | tr -d \"\\n\" > \(home.path)/night/port.txt'"
    try home.write("#!/bin/sh\n\(port)\n", to: "sleep")
    chmod(home.path + "/sleep", 0o755)
    let environment = [
      "HOME": home.path, "LOGNAME": "night", "SHELL": "/bin/sh",
      "XDG_STATE_HOME": home.path + "/state",
      "PATH": path.replacing("/usr/local/bin", with: "\(home.path):\(folder)"),
    ]
    let run = try ProgramRun(program, words, in: home.url, environment: environment)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try home.text("night/report.txt") == "{\"id\": 101}\n")
    #expect(try home.text("night/seen.txt") == "started\n")
    #expect(try Ledger.created(at: server) == [1])
  }

  // MARK: - The manual

  /// The first block of a language in the manual.
  private static func block(_ language: String) throws -> String {
    let manual = try String(
      contentsOf: Repository.root.appending(path: "docs/unattended.md"), encoding: .utf8)
    let start = try #require(manual.range(of: "```\(language)\n"))
    let end = try #require(manual.range(of: "```\n", range: start.upperBound..<manual.endIndex))
    return String(manual[start.upperBound..<end.lowerBound])
  }

  /// The value of `NAME=VALUE`.
  private static func value(_ name: String, in lines: [String]) throws -> String {
    let line = try #require(lines.first { $0.hasPrefix(name + "=") })
    return String(line.dropFirst(name.count + 1))
  }
}
