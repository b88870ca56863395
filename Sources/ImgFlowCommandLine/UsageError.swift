import ImgFlowSyntax

/// A command line that cannot be understood.
package struct UsageError: Error {
  package let message: String
  package let help: String?

  package init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }

  /// A flag that is none of `names`.
  package static func unknown(
    _ flag: ArgumentCursor.Flag, in names: [String], help: String
  ) -> UsageError {
    let near = NearNames.nearest(to: flag.name, in: names)
    return UsageError(
      "unknown flag `\(flag.written)`", help: near.map { "did you mean `--\($0)`?" } ?? help)
  }
}
