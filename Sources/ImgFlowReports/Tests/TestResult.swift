/// How one test of a script ended.
public struct TestResult: Sendable {
  /// Why a test failed, or why a script's tests could not run at all.
  public struct Failure: Sendable {
    /// The kind of error, such as `assertion`.
    public let kind: String
    /// One sentence.
    public let message: String
    /// Everything there is to say, in lines.
    public let text: String
    /// Whether the script itself has errors, so that none of its tests ran.
    public let isOfScript: Bool

    public init(kind: String, message: String, text: String, isOfScript: Bool = false) {
      self.kind = kind
      self.message = message
      self.text = text
      self.isOfScript = isOfScript
    }
  }

  public let name: String
  /// The script, and the line in it where the test begins.
  public let file: String
  public let line: Int
  /// How long it ran, in milliseconds.
  public let elapsed: Int
  /// What it printed.
  public let output: String
  /// Nil if it passed.
  public let failure: Failure?

  public init(
    name: String, file: String, line: Int, elapsed: Int, output: String, failure: Failure?
  ) {
    self.name = name
    self.file = file
    self.line = line
    self.elapsed = elapsed
    self.output = output
    self.failure = failure
  }
}
