import Foundation
import TestSupport

/// The prompt at a terminal, with a folder of its own for its files.
final class Prompt {
  let folder: URL
  private(set) var terminal: PseudoTerminal

  /// - Parameters:
  ///   - arguments: what follows `imgflow`; that it is `repl` goes without saying at a terminal.
  ///   - shell: whether it is started from a shell, which can stop it and go on with it.
  init(
    _ arguments: [String] = [], environment: [String: String] = [:], columns: Int = 80,
    rows: Int = 24, files: [String: String] = [:], shell: Bool = false, in folder: URL? = nil
  ) async throws {
    self.folder = try folder ?? Self.makeFolder()
    for (name, text) in files {
      try text.write(
        to: self.folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    let variables = [
      "TERM": "xterm", "LC_ALL": "C.UTF-8", "HOME": self.folder.path, "NO_COLOR": "1",
      "XDG_STATE_HOME": self.folder.appendingPathComponent("state").path, "PS1": "$ ",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    ].merging(environment) { $1 }
    let words =
      shell ? ["bash", "--norc", "--noprofile", "-i"] : [Self.program] + arguments
    terminal = try PseudoTerminal(
      words, environment: variables, folder: self.folder.path, columns: columns, rows: rows)
    if shell {
      try await terminal.seeLast("$")
      terminal.type("\(Self.program) \(arguments.joined(separator: " "))\r")
    }
    try await terminal.wait("a prompt") { $0.lines.last?.hasSuffix(">") ?? false }
  }

  static func makeFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("imgflow-prompt-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  deinit {
    terminal.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  static let program = BuiltPrograms.imgflow

  /// Types a text and Enter.
  func enter(_ text: String) { terminal.type(text + "\r") }

  /// Types a text and Enter, and waits for lines after it, and the prompt after those.
  func enter(_ text: String, shows lines: [String], prompt: String = ">") async throws {
    enter(text)
    try await terminal.seeLast(["\(prompt) \(text)"] + lines + [prompt])
  }

  /// Presses Ctrl-C while a statement runs, and waits for an empty prompt.
  func interrupt() async throws {
    terminal.type(Key.control("c"))
    try await terminal.see("interrupted")
    try await terminal.seeLast(">")
  }

  /// Presses Ctrl-D at an empty prompt, and returns the exit status.
  ///
  /// The prompt must be there: before, the terminal takes the key itself.
  func leave() async throws -> Int32 {
    try await terminal.seeLast(">")
    terminal.type(Key.control("d"))
    return try await terminal.end()
  }

  /// What a file in the folder holds; nil when there is none.
  func file(_ name: String) -> String? {
    try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }
}

/// Keys that have no character.
enum Key {
  static let up = "\u{1B}[A"
  static let down = "\u{1B}[B"
  static let left = "\u{1B}[D"
  static let home = "\u{1B}[H"
  static let escape = "\u{1B}"
  static let tab = "\t"

  /// With the control key.
  static func control(_ letter: Character) -> String {
    String(UnicodeScalar((letter.asciiValue ?? 0) & 0x1F))
  }

  /// With the Alt key.
  static func alt(_ key: String) -> String { escape + key }
}
