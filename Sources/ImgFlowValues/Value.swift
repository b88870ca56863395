/// A value of the language: JSON's values, and the few that JSON lacks.
///
/// Scalars are stored in place; everything else is one reference-counted case, which keeps copies cheap. Heap
/// objects are immutable while they are shared: code that changes one holds the only reference to it or
/// copies it first, so a `Value` may cross threads freely.
@frozen
public enum Value: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case float(Double)
  case heap(HeapObject)
}

/// The types a value can have, in the language's own words.
///
/// The raw values index tables of methods, so they are dense and start at 0.
@frozen
public enum ValueType: UInt8, CaseIterable, Sendable {
  case null, bool, int, float, string, bytes, list, object, duration, time, range, function, stream
  case secret, error
  /// A vendor, a built-in namespace or an imported module, by its name in a script.
  case module
  /// Months and years of the calendar. It is last, because journals keep digests that begin with the raw value.
  case period

  /// The name as scripts write it.
  public var name: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .string: "string"
    case .bytes: "bytes"
    case .list: "list"
    case .object: "object"
    case .duration: "duration"
    case .time: "time"
    case .range: "range"
    case .function: "function"
    case .stream: "stream"
    case .secret: "secret"
    case .error: "error"
    case .module: "module"
    case .period: "period"
    }
  }

  /// The name with its article, for messages: `an int`, `a list`.
  public var nameWithArticle: String {
    switch self {
    case .null, .bytes: name
    case .int, .object, .error: "an \(name)"
    default: "a \(name)"
    }
  }
}

extension Value {
  /// The type of the value; a big integer is an `int`.
  @inlinable
  public var type: ValueType {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .float: .float
    case .heap(let object): object.type
    }
  }

  /// How many containers deep the value nests: 0 for scalars, 1 for `[]`, 2 for `[[]]`.
  @inlinable
  public var depth: Int {
    if case .heap(let object) = self { Int(object.depth) } else { 0 }
  }
}

/// Limits that every value obeys, however it was built.
public enum ValueLimits {
  /// The deepest nesting of containers: releasing a Swift value nested tens of thousands deep
  /// overflows the stack, so depth is capped while building; Foundation reads 512.
  public static let depth = 512

  /// The bits of the largest integer, about 78,900 decimal digits: multiplying and printing take
  /// time that grows with the square of the size, and nothing can interrupt them.
  public static let integerBits = 1 << 18

  /// The bytes of the longest string, and the items of the longest list: a typing error in a count, or a
  /// string doubled in a loop, must not exhaust the machine. 100 million items are 1.6 GB.
  public static let stringBytes = 1 << 30
  public static let listItems = 100_000_000

  /// Claims the memory of a string.
  ///
  /// - Throws: a `limit` error for more bytes than a string can have; what `Memory.claim` throws.
  public static func claimString(bytes: Int) throws {
    try checkString(bytes: bytes)
    try Memory.claim(bytes: bytes)
  }

  /// Claims the memory of a list.
  ///
  /// - Throws: a `limit` error for more items than a list can have; what `Memory.claim` throws.
  public static func claimList(items: Int) throws {
    try checkList(items: items)
    try Memory.claim(values: items)
  }

  /// - Throws: a `limit` error for more bytes than a string can have.
  @inlinable
  public static func checkString(bytes: Int) throws {
    guard bytes <= stringBytes else { throw ValueError.stringTooLong }
  }

  /// - Throws: a `limit` error for more items than a list can have.
  @inlinable
  public static func checkList(items: Int) throws {
    guard items <= listItems else { throw ValueError.listTooLong }
  }
}
