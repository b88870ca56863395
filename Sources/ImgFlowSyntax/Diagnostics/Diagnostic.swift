/// What ImgFlow says about a problem in a script, whichever stage finds it.
///
/// Every diagnostic has a place, a cause and at most one fix; the renderer decides how it is drawn. The order
/// of the parts follows the conventions of the Rust and Elm compilers.
public struct Diagnostic: Error, Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    case error
    case warning
  }

  /// A further place that explains the problem, with a short label drawn next to it.
  public struct Label: Sendable {
    public let range: SourceRange
    public let text: String

    public init(_ range: SourceRange, _ text: String) {
      self.range = range
      self.text = text
    }
  }

  /// A field of an error that a script has thrown.
  public struct Detail: Sendable {
    public let name: String
    /// The value for people, on one line.
    public let text: String
    /// The value as JSON.
    public let json: String

    public init(name: String, text: String, json: String) {
      self.name = name
      self.text = text
      self.json = json
    }
  }

  /// One call that led to the place of the error.
  public struct Frame: Sendable {
    /// The function that was running, or `<script>`.
    public let name: String
    /// Where in it the next call, or the error, is.
    public let range: SourceRange
    /// How many such calls follow each other, as recursion makes them.
    public internal(set) var count = 1
    /// How many calls there were around it that a very long trace leaves out.
    public internal(set) var omitted = 0

    public init(name: String, range: SourceRange) {
      self.name = name
      self.range = range
    }

    func isSameCall(as other: Frame) -> Bool {
      range.start == other.range.start && range.file === other.range.file && name == other.name
    }
  }

  public var severity: Severity
  /// The stable code, such as `P0002`; see `docs/errors.md`.
  public var code: DiagnosticCode
  /// One sentence that names what is wrong, without a final full stop.
  public var message: String
  /// Where it is wrong.
  public var range: SourceRange
  /// A short label next to the carets: what was found here.
  public var label: String?
  /// Further places: an opening bracket, an earlier declaration.
  public var labels: [Label]
  /// Facts that help, a line each: values, the request, the server's own words.
  public var notes: [String]
  /// What a script has said about its own error.
  public var details: [Detail] = []
  /// What to do about it, in the imperative.
  public var help: String?
  /// The calls that led here, innermost first; empty before running.
  public var trace: [Frame]

  public init(
    _ code: DiagnosticCode, _ message: String, at range: SourceRange,
    severity: Severity = .error, label: String? = nil, labels: [Label] = [], notes: [String] = [],
    help: String? = nil, trace: [Frame] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.range = range
    self.label = label
    self.labels = labels
    self.notes = notes
    self.help = help
    self.trace = trace
  }
}
