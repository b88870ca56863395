/// A set of kinds of values.
public struct TypeSet: OptionSet, Sendable, CustomStringConvertible {
  public let rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }
  public init(_ type: ValueType) { self.rawValue = 1 << UInt32(type.rawValue) }

  public static let null = TypeSet(.null)
  public static let bool = TypeSet(.bool)
  public static let int = TypeSet(.int)
  public static let float = TypeSet(.float)
  public static let number: TypeSet = [.int, .float]
  public static let string = TypeSet(.string)
  public static let bytes = TypeSet(.bytes)
  public static let list = TypeSet(.list)
  public static let object = TypeSet(.object)
  public static let duration = TypeSet(.duration)
  public static let time = TypeSet(.time)
  public static let range = TypeSet(.range)
  public static let function = TypeSet(.function)
  public static let stream = TypeSet(.stream)
  public static let secret = TypeSet(.secret)
  public static let error = TypeSet(.error)
  public static let any = TypeSet(rawValue: .max)
  /// What `for` can go through with one name.
  public static let sequence: TypeSet = [.list, .range, .stream, .string]

  @inlinable @inline(__always)
  public func accepts(_ value: Value) -> Bool {
    rawValue & (1 << UInt32(value.type.rawValue)) != 0
  }

  /// `int or float`, `any`.
  public var description: String {
    if self == .any { return "any" }
    if self == .number { return "number" }
    return ValueType.allCases.filter { contains(TypeSet($0)) }.map(\.name)
      .joined(separator: " or ")
  }
}
