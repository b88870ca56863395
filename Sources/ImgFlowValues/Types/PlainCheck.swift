/// A quick look at whether a value is of a type by all rules, as it is: nothing of it is converted. False says
/// nothing.
///
/// Most values that cross a type are, and this takes no memory and counts no references. It is built with the
/// type; types whose values need a closer look have none.
class PlainCheck: @unchecked Sendable {
  /// How many parts of a value are looked at; a closer look pauses now and then.
  static let mostParts = 4_000

  /// - Parameter left: how many more parts may be looked at.
  func takes(_ place: UnsafePointer<Value>, _ left: inout Int) -> Bool { false }

  static func make(_ form: Type.Form, kinds: TypeSet, isDecidedByKind: Bool) -> PlainCheck? {
    if isDecidedByKind { return KindCheck(kinds) }
    switch form {
    case .optional(let inner): return inner.plain.map(OptionalCheck.init)
    case .named(let named): return named.definition.plain
    case .bounded(_, let bounds): return bounds.ofInts.map(IntCheck.init)
    case .literal(let literal): return LiteralCheck(literal)
    case .list(let element):
      return element.isDecidedByKind
        ? KindsCheck(element.kinds, of: .list) : element.plain.map { PartsCheck($0, of: .list) }
    case .map(let element):
      return element.isDecidedByKind
        ? KindsCheck(element.kinds, of: .object) : element.plain.map { PartsCheck($0, of: .object) }
    case .object(let object): return FieldsCheck(object)
    case .union(let members):
      let checks = members.compactMap(\.plain)
      return checks.count == members.count ? UnionCheck(checks) : nil
    case .any, .scalar, .matching, .function, .stream, .resource, .derived: return nil
    }
  }
}

/// Sendable: like its siblings it is immutable.
private final class KindCheck: PlainCheck, @unchecked Sendable {
  private let kinds: TypeSet

  init(_ kinds: TypeSet) { self.kinds = kinds }

  override func takes(_ place: UnsafePointer<Value>, _ left: inout Int) -> Bool {
    kinds.accepts(place.pointee)
  }
}

/// Sendable: see `KindCheck`.
private final class OptionalCheck: PlainCheck, @unchecked Sendable {
  private let inner: PlainCheck

  init(_ inner: PlainCheck) { self.inner = inner }

  override func takes(_ place: UnsafePointer<Value>, _ left: inout Int) -> Bool {
    if case .null = place.pointee { return true }
    return inner.takes(place, &left)
  }
}

/// Sendable: see `KindCheck`.
private final class IntCheck: PlainCheck, @unchecked Sendable {
  private let range: ClosedRange<Int>

  init(_ range: ClosedRange<Int>) { self.range = range }

  override func takes(_ place: UnsafePointer<Value>, _ left: inout Int) -> Bool {
    guard case .int(let number) = place.pointee else { return false }
    return range.contains(number)
  }
}

/// Sendable: see `KindCheck`.
private final class LiteralCheck: PlainCheck, @unchecked Sendable {
  private let literal: Value

  init(_ literal: Value) { self.literal = literal }

  override func takes(_ place: UnsafePointer<Value>, _ left: inout Int) -> Bool {
    Value.equals(place.pointee, literal)
  }
}

/// Sendable: see `KindCheck`.
private final class UnionCheck: PlainCheck, @unchecked Sendable {
  private let members: [PlainCheck]

  init(_ members: [PlainCheck]) { self.members = members }

  override func takes(_ place: UnsafePointer<Value>, _ left: inout Int) -> Bool {
    members.contains { $0.takes(place, &left) }
  }
}

/// A list or map whose items only need to be of some kinds.
///
/// Sendable: see `KindCheck`.
private final class KindsCheck: PlainCheck, @unchecked Sendable {
  private let kinds: TypeSet
  private let type: ValueType

  init(_ kinds: TypeSet, of type: ValueType) { (self.kinds, self.type) = (kinds, type) }

  override func takes(_ place: UnsafePointer<Value>, _ left: inout Int) -> Bool {
    withContainer(at: place, type, &left) { container, _ in
      var index = 0
      while index < container.slotCount, kinds.accepts(container.start[index]) { index += 1 }
      return index == container.slotCount
    }
  }
}

/// A list or map.
///
/// Sendable: see `KindCheck`.
private final class PartsCheck: PlainCheck, @unchecked Sendable {
  private let item: PlainCheck
  private let type: ValueType

  init(_ item: PlainCheck, of type: ValueType) { (self.item, self.type) = (item, type) }

  override func takes(_ place: UnsafePointer<Value>, _ left: inout Int) -> Bool {
    withContainer(at: place, type, &left) { container, left in
      var index = 0
      while index < container.slotCount, item.takes(container.start + index, &left) { index += 1 }
      return index == container.slotCount
    }
  }
}

/// Sendable: see `KindCheck`.
private final class FieldsCheck: PlainCheck, @unchecked Sendable {
  private final class Field {
    let key: StringObject
    let check: PlainCheck
    /// Whether the field may be missing.
    let isOptional: Bool

    init(_ key: StringObject, _ check: PlainCheck, isOptional: Bool) {
      (self.key, self.check, self.isOptional) = (key, check, isOptional)
    }
  }

  private let fields: [Field]
  /// The fields, for looking at them without counting references.
  private let places: [Unmanaged<Field>]

  /// Nil if a field needs a closer look.
  init?(_ object: ObjectType) {
    fields = object.fields.compactMap { field in
      field.type.plain.map {
        Field(field.key, $0, isOptional: !field.isRequired && field.alsoNames.isEmpty)
      }
    }
    places = fields.map(Unmanaged.passUnretained)
    if fields.count < object.fields.count { return nil }
  }

  override func takes(_ place: UnsafePointer<Value>, _ left: inout Int) -> Bool {
    withContainer(at: place, .object, &left) { container, left in
      let record = unsafeDowncast(container, to: RecordObject.self)
      return places.allSatisfy { field in
        field._withUnsafeGuaranteedRef { field in
          guard let index = record.uniqueIndex(of: field.key) else { return field.isOptional }
          return field.check.takes(record.start + index, &left)
        }
      }
    }
  }
}

/// Runs `body` with a list, or with an object that has no holes; false for anything else, or if it is too
/// large.
@inline(__always)
private func withContainer(
  at place: UnsafePointer<Value>, _ type: ValueType, _ left: inout Int,
  _ body: (ContainerObject, inout Int) -> Bool
) -> Bool {
  guard let object = place.heapObject else { return false }
  return object._withUnsafeGuaranteedRef { object in
    guard object.type == type else { return false }
    let container = unsafeDowncast(object, to: ContainerObject.self)
    left -= container.slotCount + 1
    guard left >= 0 else { return false }
    if type == .object, unsafeDowncast(object, to: RecordObject.self).hasHoles { return false }
    return body(container, &left)
  }
}

extension Type {
  /// Whether a value is plainly of the type, as it is. False says nothing.
  @inline(__always)
  package func takesPlainly(_ value: Value) -> Bool {
    isDecidedByKind ? kinds.accepts(value) : takesPlainly(part: value)
  }

  @usableFromInline
  func takesPlainly(part value: Value) -> Bool { withUnsafePointer(to: value, takesPlainly(at:)) }

  /// Whether the value at a place is plainly of the type, as it is; no reference to it is counted.
  package func takesPlainly(at place: UnsafePointer<Value>) -> Bool {
    guard let plain, kinds.accepts(place.pointee) else { return false }
    var left = PlainCheck.mostParts
    return plain.takes(place, &left)
  }
}
