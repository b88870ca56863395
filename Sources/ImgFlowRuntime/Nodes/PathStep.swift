import ImgFlowSyntax
import ImgFlowValues

/// A step on the way to a part of a variable: to a field, or to what an index gives.
///
/// Sendable: it is immutable but for its inline cache, which is atomic.
final class PathStep: @unchecked Sendable {
  /// The name of the field; nil if an index is evaluated.
  let field: StringObject?
  let index: Operand
  private let cache = FieldCache()

  init(field: StringObject, _ range: SourceRange) {
    self.field = field
    index = Operand(ConstantNode(.null, range))
  }

  init(index: Node) {
    field = nil
    self.index = Operand(index)
  }

  /// Where the part of a value is that the step leads to, of which this variable then holds the only reference;
  /// nil if there is none, or finding it takes a closer look. It is valid until the value changes.
  ///
  /// - Parameter key: where what the index evaluated to is.
  @inline(__always)
  func part(
    of value: inout Value, at key: UnsafePointer<Value>?
  ) throws -> UnsafeMutablePointer<Value>? {
    if let field {
      return try value.withUniqueRecord { cache.uniqueField(of: field, in: $0) } ?? nil
    }
    guard let key else { return nil }
    if case .int(let position) = key.pointee {
      return try value.withUniqueList {
        $0.uniqueItem(at: position < 0 ? position + $0.count : position)
      } ?? nil
    }
    return try key.withString { name in
      try value.withUniqueRecord { $0.uniqueField(of: name) } ?? nil
    } ?? nil
  }

  /// Replaces the part of a value that the step leads to; a new key goes to the end of an object. Returns
  /// false if the part does not exist.
  ///
  /// - Throws: `ValueError.tooDeep` if the value itself would nest too deep.
  @inline(__always)
  func replace(
    in value: inout Value, at key: UnsafePointer<Value>?, with part: Value
  ) throws -> Bool {
    if let field {
      return try value.withUniqueRecord { record in
        if part.depth == 0, let place = cache.uniqueField(of: field, in: record) {
          place.store(part)
        } else {
          try record.set(field, part)
        }
        return true
      } ?? false
    }
    guard let key else { return false }
    if case .int(let position) = key.pointee {
      return try value.withUniqueList {
        try $0.replace(at: position < 0 ? position + $0.count : position, with: part)
      } ?? false
    }
    let isDone: Void? =
      try key.withString { name in
        try value.withUniqueRecord { try $0.set(name, part) }
      } ?? nil
    return isDone != nil
  }
}
