import ImgFlowSyntax
import ImgFlowValues

extension FileRules {
  /// What a file must be like: `.csv or .xlsx`, `1 B to 30 MiB`, `at least 256 × 256 pixels`.
  package var phrases: [String] {
    let endings = kinds.map { ".\($0)" }.formatted(and: "or")
    let bytes = size.map { $0.phrase(Self.bytes) }
    return (endings.isEmpty ? [] : [endings]) + [bytes, pixels].compactMap { $0 }
  }

  private var pixels: String? {
    switch (width, height) {
    case (let width?, let height?) where width.upper == nil && height.upper == nil:
      "at least \(Self.text(width.lower ?? .int(0))) × \(Self.text(height.lower ?? .int(0))) pixels"
    case (nil, nil): nil
    default:
      [("wide", width), ("high", height)].compactMap { word, bounds in
        bounds.map { "\($0.phrase(Self.text)) pixels \(word)" }
      }.formatted(and: "and")
    }
  }

  private static func text(_ count: Value) -> String { count.shortDescription() }

  /// A number of bytes in the largest unit that it is a whole number of.
  private static func bytes(_ value: Value) -> String {
    guard let count = value.asInt else { return "\(text(value)) B" }
    let units = [("GiB", 1_073_741_824), ("MiB", 1_048_576), ("KiB", 1024)]
    for (name, size) in units where count >= size && count % size == 0 {
      return "\(count / size) \(name)"
    }
    return "\(count) B"
  }
}

extension Bounds {
  /// The bounds in words, with the numbers as `text` writes them: `1 B to 30 MiB`, `at least 256`.
  fileprivate func phrase(_ text: (Value) -> String) -> String {
    let top = upper.map { (isClosed ? "" : "less than ") + text($0) }
    return switch (lower.map(text), top) {
    case (let lower?, let top?): "\(lower) to \(top)"
    case (let lower?, nil): "at least \(lower)"
    case (nil, let top?): isClosed ? "at most \(top)" : top
    case (nil, nil): "any"
    }
  }
}
