import ImgFlow

/// What is told about a name: of an operation, a function, a variable.
struct WordHelp {
  let session: Session

  /// The documentation of a dotted name such as `expoze.createJob`; nil when there is none.
  func text(for name: String, width: Int, usesColour: Bool) -> String? { nil }

  /// The dotted name at an offset of a text.
  static func word(in text: String, at offset: Int) -> String? { nil }
}
