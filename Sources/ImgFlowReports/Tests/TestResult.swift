/// How one test of a script ended.
package struct TestResult: Sendable {
  /// Why a test failed, or why a script's tests could not run at all.
  package struct Failure: Sendable {
    /// The kind of error, such as `assertion`.
    package let kind: String
    /// One sentence.
    package let message: String
    /// Everything there is to say, in lines.
    package let text: String
    /// Whether the script itself has errors, so that none of its tests ran.
    package let isOfScript: Bool

    package init(kind: String, message: String, text: String, isOfScript: Bool = false) {
      self.kind = kind
      self.message = message
      self.text = text
      self.isOfScript = isOfScript
    }
  }

  package let name: String
  /// The script, and the line in it where the test begins.
  package let file: String
  package let line: Int
  /// How long it ran, in milliseconds.
  package let elapsed: Int
  /// What it printed.
  package let output: String
  /// Nil if it passed.
  package let failure: Failure?

  package init(
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
