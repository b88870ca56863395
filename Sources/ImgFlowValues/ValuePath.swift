/// Where something is inside a value: `$.rows[3].image`.
package struct ValuePath: Sendable, Equatable, CustomStringConvertible {
  package enum Component: Sendable, Equatable {
    case key(String)
    case index(Int)
  }

  package var components: [Component]

  /// Creates a path, by default that of the whole value, `$`.
  package init(_ components: [Component] = []) { self.components = components }

  /// The path as JSONPath (RFC 9535) writes it: keys that are not names are quoted.
  package var description: String {
    components.reduce(into: "$") { text, component in
      switch component {
      case .index(let index): text += "[\(index)]"
      case .key(let key) where Self.isName(key): text += ".\(key)"
      case .key(let key):
        var quoted = ByteBuffer()
        quoted.appendQuoted(key)
        text += "[\(quoted.text)]"
      }
    }
  }

  /// Returns the value that the path refers to in `value`, or nil.
  package func value(in value: Value) -> Value? {
    var value = value
    for component in components {
      switch component {
      case .key(let key):
        guard let field = (value.asRecord ?? value.asError?.fields)?[key] else { return nil }
        value = field
      case .index(let index):
        guard let items = value.asList?.items, items.indices.contains(index) else { return nil }
        value = items[index]
      }
    }
    return value
  }

  /// Returns the path of the first value, in reading order, that meets `condition`, or nil; containers come
  /// before their elements, and the trace of an error is left out.
  package static func first(in value: Value, where condition: (Value) -> Bool) -> ValuePath? {
    var path = ValuePath()
    return path.extend(into: value, to: condition) ? path : nil
  }

  private mutating func extend(into value: Value, to condition: (Value) -> Bool) -> Bool {
    if condition(value) { return true }
    if let list = value.asList {
      for (index, item) in list.items.enumerated() {
        components.append(.index(index))
        if extend(into: item, to: condition) { return true }
        components.removeLast()
      }
    } else if let record = value.asRecord ?? value.asError?.fieldsWithoutTrace {
      for (key, field) in zip(record.keys, record.values) {
        components.append(.key(key.text))
        if extend(into: field, to: condition) { return true }
        components.removeLast()
      }
    }
    return false
  }

  private static func isName(_ key: String) -> Bool {
    guard let first = key.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return key.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic || isDigit($0) }
  }

  private static func isDigit(_ scalar: UnicodeScalar) -> Bool { ("0"..."9").contains(scalar) }
}
