import ImgFlowSyntax
import ImgFlowValues

/// A step on the way to a part of a variable: to a field, or to what an index gives.
///
/// Sendable: it is immutable but for its inline cache, which is atomic.
final class PathStep: @unchecked Sendable {
  let index: Operand
  private let isField: Bool
  /// The name of the field; not used if an index is evaluated.
  private let key: StringObject
  private let cache = FieldCache()

  init(field: StringObject, _ range: SourceRange) {
    (key, isField) = (field, true)
    index = Operand(ConstantNode(.null, range))
  }

  init(index: Node) {
    (key, isField) = (Symbols.key(""), false)
    self.index = Operand(index)
  }

  /// The name of the field; nil if an index is evaluated.
  var field: StringObject? { isField ? key : nil }

  /// Where the part of a value is that the step leads to, of which this variable then holds the only reference;
  /// nil if there is none, or finding it takes a closer look. It is valid until the value changes.
  ///
  /// - Parameter index: where what the index evaluated to is.
  @inline(__always)
  func part(
    of value: UnsafeMutablePointer<Value>, at index: UnsafePointer<Value>?
  ) throws -> UnsafeMutablePointer<Value>? {
    // Without `if let field`, which would count a reference to the name.
    if isField {
      return try value.pointee.withUniqueRecord { cache.uniqueField(of: key, in: $0) } ?? nil
    }
    guard let index else { return nil }
    if case .int(let position) = index.pointee {
      return try value.pointee.withUniqueList {
        $0.uniqueItem(at: position < 0 ? position + $0.count : position)
      } ?? nil
    }
    return try index.withString { name in
      try value.pointee.withUniqueRecord { $0.uniqueField(of: name) } ?? nil
    } ?? nil
  }

  /// Puts a part where the step leads to, though it nests deeper than what was there, or its key is new and goes
  /// to the end of an object. Returns false if an item does not exist.
  ///
  /// - Throws: `ValueError.tooDeep` if the value itself would nest too deep.
  @inline(never)
  func insert(
    _ part: Value, into value: UnsafeMutablePointer<Value>, at index: UnsafePointer<Value>?
  ) throws -> Bool {
    if !isField, let index, case .int(let position) = index.pointee {
      return try value.pointee.withUniqueList {
        try $0.replace(at: position < 0 ? position + $0.count : position, with: part)
      } ?? false
    }
    guard let name = field ?? index?.pointee.asStringObject else { return false }
    let isDone: Void? = try value.pointee.withUniqueRecord { try $0.set(name, part) }
    return isDone != nil
  }
}
