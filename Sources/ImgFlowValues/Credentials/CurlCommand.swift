/// The call of `curl` that sends a request, to be pasted into a shell. Secrets are variables, which must be
/// set first.
package struct CurlCommand: Sendable {
  package enum Body: Sendable {
    case none
    case text(ShellText)
    /// The content of a file.
    case file(ShellText)
    /// What another command writes.
    case output(of: String)
    /// The parts of a form, each with its flag.
    case form([(flag: String, value: ShellText)])
  }

  private let method: String
  private let address: ShellText
  private let path: Substring
  private let isPattern: Bool
  private let headers: [(name: String, value: ShellText)]
  private let body: Body

  /// - Parameters:
  ///   - url: the address as it was sent.
  ///   - address: the same without secrets.
  package init(
    method: String, url: String, address: ShellText, headers: [(name: String, value: ShellText)],
    body: Body
  ) {
    self.method = method
    self.address = address
    path = url.prefix { $0 != "?" }
    isPattern = url.contains { "[]{}".contains($0) }
    self.headers = headers
    self.body = body
  }

  /// The command, a line for each part, after a line with the variables that it needs.
  package var text: String {
    let (source, flags) = content
    let all = [address] + headers.map(\.value) + flags.map(\.value)
    var known: Set<String> = []
    let variables = all.flatMap(\.variables).filter { known.insert($0).inserted }
    let lines =
      ["\(source)curl\(methodFlag)\(addressFlags) \(address.word)"]
      + headers.map { "-H \(Self.header($0, $1).word)" }
      + flags.map { "\($0) \($1.word)" }
    let needed = variables.map { "$\($0)" }.joined(separator: ", ")
    return (needed.isEmpty ? "" : "# Set \(needed) first.\n") + lines.joined(separator: " \\\n  ")
  }

  /// curl takes a header without a value as one that it must not send.
  private static func header(_ name: String, _ value: ShellText) -> ShellText {
    value.isEmpty ? ShellText("\(name);") : ShellText("\(name): ") + value
  }

  private var methodFlag: String {
    switch (method, body) {
    case ("GET", .none), ("POST", .text), ("POST", .file), ("POST", .output), ("POST", .form): ""
    case ("HEAD", .none): " --head"
    default: " -X \(method.allSatisfy(\.isLetter) ? method : ShellText(method).word)"
    }
  }

  /// What keeps curl from changing this address: it resolves dots, and reads brackets and braces as patterns.
  private var addressFlags: String {
    (path.contains("/.") ? " --path-as-is" : "") + (isPattern ? " --globoff" : "")
  }

  /// What writes the body to curl, and the flags that send it.
  private var content: (source: String, flags: [(flag: String, value: ShellText)]) {
    switch body {
    case .none: ("", [])
    case .text(let text): ("", untyped + [("--data-raw", text)])
    case .file(let path): ("", untyped + [("--data-binary", ShellText("@") + path)])
    case .output(let command): ("\(command) | ", untyped + [("--data-binary", ShellText("@-"))])
    case .form(let parts): ("", parts)
    }
  }

  /// What keeps curl from sending the type of a form.
  private var untyped: [(flag: String, value: ShellText)] {
    headers.contains { $0.name.lowercased() == "content-type" }
      ? [] : [("-H", ShellText("Content-Type:"))]
  }
}
