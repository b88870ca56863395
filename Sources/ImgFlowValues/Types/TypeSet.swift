/// A set of kinds of values.
///
/// Public, because other modules do not inline what belongs to a `package` type.
public struct TypeSet: OptionSet, Sendable, CustomStringConvertible {
  public let rawValue: UInt32

  @inlinable
  public init(rawValue: UInt32) { self.rawValue = rawValue }
  package init(_ type: ValueType) { self.rawValue = 1 << UInt32(type.rawValue) }

  package static let null = TypeSet(.null)
  package static let bool = TypeSet(.bool)
  package static let int = TypeSet(.int)
  package static let float = TypeSet(.float)
  package static let number: TypeSet = [.int, .float]
  package static let string = TypeSet(.string)
  package static let bytes = TypeSet(.bytes)
  package static let list = TypeSet(.list)
  package static let object = TypeSet(.object)
  package static let duration = TypeSet(.duration)
  package static let time = TypeSet(.time)
  package static let period = TypeSet(.period)
  package static let range = TypeSet(.range)
  package static let function = TypeSet(.function)
  package static let stream = TypeSet(.stream)
  package static let secret = TypeSet(.secret)
  package static let error = TypeSet(.error)
  package static let any = TypeSet(rawValue: .max)
  /// What `for` can go through with one name.
  package static let sequence: TypeSet = [.list, .range, .stream, .string]

  @inlinable @inline(__always)
  package func accepts(_ value: Value) -> Bool {
    rawValue & (1 << UInt32(value.type.rawValue)) != 0
  }

  /// Whether the value in a place is of one of the kinds, without counting a reference.
  @inlinable @inline(__always)
  package func accepts(at place: UnsafeMutablePointer<Value>) -> Bool {
    rawValue & (1 << UInt32(place.type.rawValue)) != 0
  }

  /// `int or float`, `any`.
  public var description: String {
    if self == .any { return "any" }
    if self == .number { return "number" }
    return ValueType.allCases.filter { contains(TypeSet($0)) }
      .formatted(and: "or", \.name)
  }
}
