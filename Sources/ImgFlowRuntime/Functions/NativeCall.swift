import ImgFlowSyntax
import ImgFlowValues

/// The arguments of one call of a built-in, checked and in the order of its parameters.
///
/// Types have been checked against the signature; the typed accessors throw only when a built-in asks
/// for something that its own signature does not promise.
///
/// It is valid while the built-in runs: it counts no references to what it names.
package struct NativeCall {
  let runner: Unmanaged<Evaluator>
  let site: Unmanaged<Node>
  let arguments: UnsafeMutablePointer<Value>
  package let count: Int

  /// - Parameter site: the call in the script.
  @inline(__always)
  init(
    _ evaluator: Evaluator, at site: Node, _ arguments: UnsafeMutablePointer<Value>, count: Int
  ) {
    runner = .passUnretained(evaluator)
    self.site = .passUnretained(site)
    self.arguments = arguments
    self.count = count
  }

  package var evaluator: Evaluator { runner.takeUnretainedValue() }

  /// Where strings are built.
  @inline(__always)
  var scratch: TextScratch { runner._withUnsafeGuaranteedRef { $0.scratch } }

  /// The call in the script.
  package var range: SourceRange { site._withUnsafeGuaranteedRef { $0.range } }

  /// The argument for the parameter at `index`; null if it was left out.
  @inline(__always)
  package subscript(index: Int) -> Value {
    isGiven(index) ? UnsafePointer(arguments + index).copy() : .null
  }

  /// The argument for the parameter at `index`; nil if it was left out.
  @inline(__always)
  package func optional(_ index: Int) -> Value? {
    isGiven(index) ? UnsafePointer(arguments + index).copy() : nil
  }

  /// Whether the parameter at `index` has an argument.
  @inline(__always)
  func isGiven(_ index: Int) -> Bool { index < count && !(arguments + index).isAbsent }

  /// - Throws: a `limit` error for an int beyond 64 bits.
  @inline(__always)
  package func int(_ index: Int) throws -> Int {
    if index < count, case .int(let number) = arguments[index] { return number }
    return try intSlowly(index)
  }

  @inline(never)
  private func intSlowly(_ index: Int) throws -> Int {
    if self[index].asBigInteger != nil {
      throw ValueError(
        .limit,
        "`\(self[index].shortDescription())` does not fit into 64 bits, which is the limit here")
    }
    return try value(index, self[index].asInt, "an int")
  }

  @inline(__always)
  package func double(_ index: Int) throws -> Double {
    if index < count {
      if case .float(let number) = arguments[index] { return number }
      if case .int(let number) = arguments[index] { return Double(number) }
    }
    return try value(index, self[index].asDouble, "a number")
  }

  /// The milliseconds of a time or a duration.
  func milliseconds(_ index: Int) -> Int {
    guard index < count else { return 0 }
    return (arguments + index).heapObject?._withUnsafeGuaranteedRef { object in
      switch object.type {
      case .time: unsafeDowncast(object, to: TimeObject.self).milliseconds
      case .duration: unsafeDowncast(object, to: DurationObject.self).milliseconds
      default: 0
      }
    } ?? 0
  }

  /// - Throws: a `type` error for anything else than a time.
  func time(_ index: Int) throws -> TimeObject {
    try value(index, object(index, .time, as: TimeObject.self), "a time")
  }

  /// What the clocks of the zone of a time show, in milliseconds since 1970-01-01T00:00:00 by these clocks; 0 for
  /// anything else than a time.
  func localMilliseconds(_ index: Int) -> Int {
    guard index < count else { return 0 }
    return (arguments + index).heapObject?._withUnsafeGuaranteedRef { object in
      object.type == .time ? unsafeDowncast(object, to: TimeObject.self).local : 0
    } ?? 0
  }

  /// The zone of the name that is the argument; that of `time` without one.
  func zone(_ index: Int, of time: TimeObject) throws -> Zone? {
    guard isGiven(index) else { return time.zone }
    return try ZoneDatabase.system.zone(string(index))
  }

  package func bool(_ index: Int) throws -> Bool { try value(index, self[index].asBool, "a bool") }

  package func string(_ index: Int) throws -> String {
    try value(index, object(index, .string, as: StringObject.self)?.text, "a string")
  }

  /// A string whose bytes are read, which is faster than `string`.
  package func stringObject(_ index: Int) throws -> StringObject {
    try value(index, object(index, .string, as: StringObject.self), "a string")
  }

  package func list(_ index: Int) throws -> ListObject {
    try value(index, object(index, .list, as: ListObject.self), "a list")
  }

  package func record(_ index: Int) throws -> RecordObject {
    try value(index, object(index, .object, as: RecordObject.self), "an object")
  }

  /// The function that is the argument for the parameter at `index`.
  package func function(_ index: Int) -> GivenFunction { GivenFunction(self[index], in: self) }

  /// The argument, when it is an object of this type; `T` must be its class.
  @inline(__always)
  private func object<T: HeapObject>(_ index: Int, _ type: ValueType, as: T.Type) -> T? {
    guard index < count, let object = (arguments + index).heapObject else { return nil }
    return object._withUnsafeGuaranteedRef {
      $0.type == type ? unsafeDowncast($0, to: T.self) : nil
    }
  }

  @inline(__always)
  private func value<T>(_ index: Int, _ value: T?, _ expected: String) throws -> T {
    guard let value else {
      throw ValueError(
        .type, "argument \(index + 1) must be \(expected), not \(self[index].type.nameWithArticle)")
    }
    return value
  }
}

/// Stands in an argument window for an optional argument that was left out; never seen by scripts.
///
/// No other object is of its type: null has none.
final class Absent: HeapObject, @unchecked Sendable {
  static let marker = Absent(type: .null)
}

extension UnsafeMutablePointer<Value> {
  /// Whether an argument was left out here.
  @inline(__always)
  var isAbsent: Bool { heapObject?._withUnsafeGuaranteedRef { $0.type == .null } ?? false }
}
