import ImgFlowValues

/// The fields of a control request. A misspelt one, or one of another type, is refused, since it would have no
/// effect.
struct ControlFields: Sendable {
  private let record: RecordObject

  init(_ record: RecordObject = RecordObject()) { self.record = record }

  /// - Throws: a 400 if there are fields besides these.
  func only(_ names: String...) throws {
    guard let other = record.keys.first(where: { !names.contains($0.text) }) else { return }
    let list = names.map { "`\($0)`" }.joined(separator: ", ")
    throw Refusal.malformed("Unknown field `\(other.text.prefix(80))`; use \(list).")
  }

  /// A field as it is; nil without it.
  subscript(name: String) -> Value? { record[name] }

  func int(_ name: String, in range: ClosedRange<Int> = 0...Int.max) throws -> Int? {
    guard let value = record[name] else { return nil }
    guard let number = value.asInt, range.contains(number) else {
      let bounds =
        range.upperBound == .max
        ? "\(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
      throw Refusal.malformed("`\(name)` must be a whole number, \(bounds).")
    }
    return number
  }

  func text(_ name: String) throws -> String? {
    guard let value = record[name] else { return nil }
    guard let text = value.asString else {
      throw Refusal.malformed("`\(name)` must be a string.")
    }
    return text
  }

  func flag(_ name: String) throws -> Bool? {
    guard let value = record[name] else { return nil }
    guard let flag = value.asBool else {
      throw Refusal.malformed("`\(name)` must be true or false.")
    }
    return flag
  }
}
