import Foundation
import TestSupport
import Testing

@Suite("Keys around Ctrl-C", .blocking, .timeLimit(.minutes(10)))
struct PromptInterruptTests {
  /// What is being typed when Ctrl-C comes; none of it may run.
  private static let beginnings = [
    "", "abc", "print(\"left\" + \"over\")", "fn f() {\r  print(\"left\" + \"over\")", "é日本 + ",
    "print(\"left\" + \"over\") + 1" + Key.left + Key.left, Key.control("r") + "print", Key.escape,
    Key.escape + "5", "\u{1B}[200~print(\"left\" + \"over\")\r\n\u{1B}[201~",
  ]

  /// How the keys reach the terminal.
  enum Writing: CaseIterable {
    case atOnce, bytes, slowBytes
  }

  private static func type(_ keys: String, _ writing: Writing, at terminal: PseudoTerminal)
    async throws
  {
    guard writing != .atOnce else { return terminal.type(keys) }
    for byte in keys.utf8 {
      terminal.type(bytes: [byte])
      if writing == .slowBytes { try await Task.sleep(for: .milliseconds(1)) }
    }
  }

  @Test(
    "what was typed before it never runs, and nothing after it is lost",
    arguments: Writing.allCases)
  func interrupting(_ writing: Writing) async throws {
    let prompt = try await Prompt()
    for (index, beginning) in Self.beginnings.enumerated() {
      let keys = beginning + Key.control("c") + "-5 + \(1000 + index)\r"
      try await Self.type(keys, writing, at: prompt.terminal)
      try await prompt.terminal.seeLast(["> -5 + \(1000 + index)", "\(995 + index)", ">"])
    }
    #expect(!prompt.terminal.text.contains("leftover"))
    #expect(!prompt.terminal.text.contains("error"))
  }

  @Test("wherever the keys are cut in two writes")
  func cutting() async throws {
    let prompt = try await Prompt()
    for (index, beginning) in ["abc", "fn f() {\r  lef"].enumerated() {
      let keys = Array((beginning + Key.control("c") + "-5 + \(index)\r").utf8)
      for cut in keys.indices {
        let mark = 1000 * (index + 1) + cut
        prompt.terminal.type(bytes: Array(keys[..<cut]))
        try await Task.sleep(for: .milliseconds(cut % 3))
        prompt.terminal.type(bytes: Array(keys[cut...].dropLast()) + Array(" + \(mark)\r".utf8))
        try await prompt.terminal.seeLast([
          "> -5 + \(index) + \(mark)", "\(index + mark - 5)", ">",
        ])
      }
    }
    #expect(!prompt.terminal.text.contains("error"))
  }

  @Test("keys after it are shown by the prompt alone, not by the terminal too")
  func echoing() async throws {
    let prompt = try await Prompt()
    for _ in 1...200 {
      prompt.terminal.type("abc" + Key.control("c"))
      for _ in 1...40 { prompt.terminal.type("x") }
      try await prompt.terminal.wait("all that was typed, at the prompt") {
        $0.lines.last == "> " + String(repeating: "x", count: 40)
      }
      prompt.terminal.type(Key.control("u"))
      try await prompt.terminal.seeLast(">")
    }
  }

  @Test("right after Enter it stops what has begun")
  func stoppingAtOnce() async throws {
    let prompt = try await Prompt()
    for index in 1...5 {
      prompt.terminal.type("while true {}\r" + Key.control("c") + "\(index) + 100\r")
      try await prompt.terminal.seeLast(["> \(index) + 100", "\(index + 100)", ">"])
    }
  }

  @Test("statements and answers that are typed ahead are taken in their order")
  func typingAhead() async throws {
    let prompt = try await Prompt()
    prompt.terminal.type(
      "let name = input(\"name? \")\rAnn Lee\rlet other = input()\rBob\rname + other\r")
    try await prompt.terminal.seeLast([#""Ann LeeBob""#, ">"])
    prompt.terminal.type("let a = 1\r\nlet b = 2\r\n\r\na + b\r\n")
    try await prompt.terminal.seeLast(["> a + b", "3", ">"])
  }

  @Test("a paste has the line ends of its text", arguments: ["\r\n", "\r", "\n"])
  func pasting(_ lineEnd: String) async throws {
    let prompt = try await Prompt()
    let lines = ["let text = \"\"\"", "  one", "  two", "", "  \"\"\""]
    prompt.terminal.paste(lines.joined(separator: lineEnd))
    prompt.terminal.type("\r")
    try await prompt.terminal.seeLast(">")
    prompt.enter("json.stringify(text)")
    try await prompt.terminal.see(#""\"one\\ntwo\\n\"""#)
    prompt.terminal.paste(["fn f() {", "  21", "}", "", "f() * 2"].joined(separator: lineEnd))
    prompt.terminal.type("\r")
    try await prompt.terminal.seeLast(["f() * 2", "42", ">"])
  }
}
