import ImgFlowSyntax
import ImgFlowValues

// What types say that are known as text only: those of built-ins and of annotations.
extension Known {
  init(typeText text: String) {
    var text = text
    if text.hasSuffix("?") { text.removeLast() }
    if text.hasPrefix("["), text.hasSuffix("]") {
      self = .sequence(of: Known(typeText: String(text.dropFirst().dropLast())))
    } else if text.hasPrefix("{") {
      self = .type(.object)
    } else if let resource = Self.resource(text) {
      self = resource
    } else {
      self = Self.types[text].map(Known.type) ?? .nothing
    }
  }

  private static let types: [String: ValueType] = {
    var types = Dictionary(uniqueKeysWithValues: ValueType.allCases.map { ($0.name, $0) })
    for alias in ["path", "file", "url", "email", "uuid"] { types[alias] = .string }
    types["number"] = .float
    return types
  }()

  /// `expoze.Job`.
  private static func resource(_ text: String) -> Known? {
    let parts = text.split(separator: ".").map(String.init)
    guard parts.count == 2, let vendor = VendorShelf.vendor(parts[0]),
      vendor.resources[parts[1]] != nil
    else { return nil }
    return .declared(.resource(parts[1]), vendor)
  }

  /// The strings of an enum such as `"a" | "b"`; empty when it is none.
  static func alternatives(in text: String) -> [Value] {
    let members = text.split(separator: "|").map { member in
      member.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let isEnum = members.allSatisfy { $0.count > 1 && $0.hasPrefix("\"") && $0.hasSuffix("\"") }
    return isEnum ? members.map { .string(String($0.dropFirst().dropLast())) } : []
  }
}
