/// What is wrong with a file, and on which of its lines.
struct FileFault: Error, Equatable {
  /// From 1; nil if the file as a whole is meant.
  var line: Int?
  var message: String

  init(line: Int? = nil, _ message: String) {
    self.line = line
    self.message = message
  }

  /// The sentence that a refusal says.
  var text: String { line.map { "Line \($0): \(message)" } ?? message }
}
