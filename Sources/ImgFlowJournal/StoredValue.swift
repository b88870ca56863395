import Foundation
import ImgFlowValues

/// How values are kept in a journal: as JSON, with a mark where JSON lacks the type.
///
/// A mark begins with `$`; strings and keys that begin with it get another one. Marks are strings, or a key of
/// the object itself, never an object around it: what is kept nests exactly as deep as the value.
package enum StoredValue {
  /// A value that means something only in the run that made it, or that must not be stored.
  package struct NotStorable: Error, Equatable {
    package let type: ValueType
  }

  /// A text that `text(of:)` did not give.
  package struct Damaged: Error, Equatable {
    package let text: String
  }

  /// Returns the text of a value.
  ///
  /// - Parameter secretDigest: gives what is kept of a secret; without it secrets are not storable.
  /// - Throws: `NotStorable` for secrets, functions, streams and modules, and for values with one inside;
  ///   what `JSON.text` throws.
  package static func text(
    of value: Value, secretDigest: ((SecretObject) throws -> String)? = nil
  ) throws -> String {
    try JSON.text(of: marked(value, secretDigest))
  }

  /// Returns the value of a text that `text(of:)` gave, with its type.
  ///
  /// - Parameter resource: gives the type of a vendor's resource by its name, such as `expoze.Job`; without
  ///   one the object is a plain one.
  /// - Throws: `Damaged` for any other text, a `ValueError` if this machine does not know a zone of a time in it.
  package static func value(
    of text: String, resource: (String) -> ResourceType? = { _ in nil }
  ) throws -> Value {
    let value: Value
    do throws(JSONError) { value = try JSON.parse(text) } catch { throw Damaged(text: text) }
    return try unmarked(value, resource)
  }

  private static let sign = "$"

  // MARK: - Marking

  private typealias SecretDigest = (SecretObject) throws -> String

  private static func marked(_ value: Value, _ secretDigest: SecretDigest?) throws -> Value {
    switch value.type {
    case .null, .bool, .int: value
    case .float: value.asDouble.map { $0.isFinite ? value : mark(.float, "\($0)") } ?? value
    case .string: .string(escaped(value.asString ?? ""))
    case .list: try .list((value.asItems ?? []).map { try marked($0, secretDigest) })
    case .object:
      try value.asRecord.map {
        try marked($0, $0.resource.map { "resource \($0.name)" }, secretDigest)
      } ?? .null
    case .error:
      try value.asError.map {
        try marked($0.fields, $0.isOfScript ? "script error" : "error", secretDigest)
      } ?? .null
    case .bytes: mark(.bytes, Data(value.asBytes?.bytes ?? []).base64EncodedString())
    case .duration: mark(.duration, "\(value.asDuration?.milliseconds ?? 0)")
    case .time: mark(.time, value.asTime.map(time) ?? "")
    case .period: mark(.period, "\(value.asPeriod?.months ?? 0)")
    case .range: mark(.range, value.asRange.map { "\($0.lower)..<\($0.upper)" } ?? "")
    case .secret:
      if let secret = value.asSecret, let secretDigest {
        mark(.secret, try secretDigest(secret))
      } else {
        throw NotStorable(type: .secret)
      }
    case .function, .stream, .module: throw NotStorable(type: value.type)
    }
  }

  /// The instant, and the name of the zone if it is shown in one.
  private static func time(_ time: TimeObject) -> String {
    "\(time.milliseconds)" + (time.zone.map { " \($0.name)" } ?? "")
  }

  private static func mark(_ type: ValueType, _ text: String) -> Value {
    .string("\(sign)\(type.name) \(text)")
  }

  private static func escaped(_ text: String) -> String {
    text.hasPrefix(sign) ? sign + text : text
  }

  private static func marked(
    _ record: RecordObject, _ kind: String?, _ secretDigest: SecretDigest?
  ) throws -> Value {
    let result = RecordObject()
    if let kind { try result.set(sign, .string(kind)) }
    for (key, value) in zip(record.keys, record.values) {
      try result.set(escaped(key.text), try marked(value, secretDigest))
    }
    return .heap(result)
  }

  // MARK: - Reading

  private static func unmarked(_ value: Value, _ resource: (String) -> ResourceType?) throws
    -> Value
  {
    switch value.type {
    case .string: try unmarked(value.asString ?? "")
    case .list: try .list((value.asItems ?? []).map { try unmarked($0, resource) })
    case .object: try value.asRecord.map { try unmarked($0, resource) } ?? .null
    default: value
    }
  }

  private static func unmarked(_ text: String) throws -> Value {
    guard text.hasPrefix(sign) else { return .string(text) }
    let rest = text.dropFirst()
    if rest.hasPrefix(sign) { return .string(String(rest)) }
    let parts = rest.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let value = try scalar(String(parts[0]), String(parts[1])) else {
      throw Damaged(text: text)
    }
    return value
  }

  private static func scalar(_ type: String, _ text: String) throws -> Value? {
    switch type {
    case ValueType.float.name: Double(text).map(Value.float)
    case ValueType.bytes.name: Data(base64Encoded: text).map { .bytes([UInt8]($0)) }
    case ValueType.duration.name: Int(text).map(Value.duration)
    case ValueType.time.name: try time(text)
    case ValueType.period.name: Int(text).map(Value.period)
    case ValueType.range.name: range(text)
    case ValueType.secret.name: WithheldSecret.value(of: text)
    default: nil
    }
  }

  private static func time(_ text: String) throws -> Value? {
    let parts = text.split(separator: " ", maxSplits: 1)
    guard let instant = parts.first.flatMap({ Int($0) }) else { return nil }
    guard parts.count == 2 else { return .time(milliseconds: instant) }
    return try .time(
      milliseconds: instant, in: ZoneDatabase.system.zone(recorded: String(parts[1])))
  }

  private static func range(_ text: String) -> Value? {
    let bounds = text.components(separatedBy: "..<").map { Int($0) }
    guard bounds.count == 2, let lower = bounds[0], let upper = bounds[1] else { return nil }
    return .heap(RangeObject(lower: lower, upper: upper))
  }

  private static func unmarked(
    _ record: RecordObject, _ resource: (String) -> ResourceType?
  ) throws -> Value {
    let result = RecordObject()
    for (key, value) in zip(record.keys, record.values) where key.text != sign {
      let name = key.text.hasPrefix(sign) ? String(key.text.dropFirst()) : key.text
      try result.set(name, try unmarked(value, resource))
    }
    switch record[sign]?.asString {
    case nil: return .heap(result)
    case "error": return .heap(ErrorObject(fields: result))
    case "script error": return .heap(ErrorObject(fields: result, isOfScript: true))
    case .some(let kind):
      let word = "resource "
      guard kind.hasPrefix(word) else { throw Damaged(text: kind) }
      result.resource = resource(String(kind.dropFirst(word.count)))
      return .heap(result)
    }
  }
}
