import ImgFlow
import ImgFlowSyntax

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How diagnostics look.
enum DiagnosticSkin: String, CaseIterable, Sendable {
  /// With the source line, carets and help.
  case terminal
  /// A line each, `file:line:column: error[code]: text`, for editors and logs.
  case line
  /// An object of JSON on a line each, for programs.
  case json
}

/// Writes diagnostics and other problems to standard error.
struct DiagnosticPrinter: Sendable {
  /// More than this many at once are counted, not shown.
  private static let most = 20

  private let console: Console
  private let skin: DiagnosticSkin
  private let renderer: DiagnosticRenderer
  private let mask: @Sendable (String) -> String

  /// - Parameter mask: masks the secrets in what is shown.
  init(
    _ console: Console, skin: DiagnosticSkin = .terminal, allowsColour: Bool = true,
    showsPlace: Bool = true, mask: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.console = console
    self.skin = skin
    self.mask = mask
    renderer = DiagnosticRenderer(
      width: console.errorIsTerminal ? console.size.columns : 100,
      usesColour: allowsColour && Self.wantsColour(console), showsPlace: showsPlace, mask: mask)
  }

  func print(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics.prefix(skin == .json ? .max : Self.most) {
      switch skin {
      case .terminal: console.note(renderer.render(diagnostic), as: .error)
      case .line: console.note(renderer.renderOneLine(diagnostic), as: .error)
      case .json: console.note(mask(diagnostic.json), as: .error)
      }
    }
    let rest = diagnostics.count - Self.most
    if rest > 0, skin != .json {
      console.note("and \(Quantity.of(rest, "more problem"))", as: .error)
    }
  }

  /// Writes a problem that has no place in a script.
  func print(error message: String, help: String? = nil) {
    let text =
      skin == .json
      ? mask(Diagnostic.json(error: message, help: help))
      : renderer.render(error: message, help: skin == .terminal ? help : nil)
    console.note(text, as: .error)
  }

  /// https://no-color.org and https://force-color.org; `--no-color` wins over both.
  static func wantsColour(_ console: Console) -> Bool {
    if isSet("NO_COLOR") { return false }
    if isSet("FORCE_COLOR") || isSet("CLICOLOR_FORCE") { return true }
    return console.errorIsTerminal && Console.terminalMovesCursor
  }

  private static func isSet(_ variable: String) -> Bool {
    guard let text = try? SystemText.variable(variable) else { return false }
    return !text.isEmpty && (text != "0" || variable == "NO_COLOR")
  }
}
