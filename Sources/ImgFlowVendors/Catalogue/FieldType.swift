import ImgFlowSyntax
import ImgFlowValues

/// A type of a declaration, with the names in it resolved.
public indirect enum FieldType: Sendable {
  case any
  case scalar(ScalarType)
  case literal(Value)
  /// A string of a certain form.
  case matching(FieldType, TextPattern)
  /// A number within bounds, or a string or list of a length within them.
  case bounded(FieldType, Bounds)
  case optional(FieldType)
  case list(FieldType)
  case object(ObjectType)
  case union([FieldType])
  /// A sequence that is asked for a page at a time.
  case stream(FieldType)
  case named(NamedType)
  /// A resource of the same vendor, by name: resources may hold each other.
  case resource(String)
}

/// The types without parts.
public enum ScalarType: String, Sendable, CaseIterable {
  case null, bool, int, float, number, string, bytes, list, object, duration, time, date
  case path, file, secret, email, url, uuid
}

/// The lowest and highest number; either may be open.
public struct Bounds: Sendable {
  public let lower: Double?
  public let upper: Double?
  /// Whether `upper` itself is allowed.
  public let isClosed: Bool

  public func contains(_ number: Double) -> Bool {
    if let lower, number < lower { return false }
    guard let upper else { return true }
    return isClosed ? number <= upper : number < upper
  }
}

/// A regular expression that strings must match.
public struct TextPattern: Sendable {
  public let text: String
  private let regex: RegularExpression

  init(_ text: String) throws(ValueError) {
    self.text = text
    regex = try RegularExpression(text)
  }

  /// Whether a string matches; true too when the work is to stop before that is known.
  func matches(_ text: String) -> Bool {
    do { return try regex.firstMatch(in: text) != nil } catch { return true }
  }
}

/// `{type: string, left, top: float, width?: float, ...}`.
public struct ObjectType: Sendable {
  public let fields: [ObjectField]
  /// Whether further fields are expected.
  public let isOpen: Bool

  public func field(_ name: String) -> ObjectField? { fields.first { $0.name == name } }
}

public struct ObjectField: Sendable {
  public let name: String
  /// Other names that the service gives it.
  public var alsoNames: [String] = []
  public let type: FieldType
  /// Whether it must be there.
  public let isRequired: Bool
  public let documentation: String?

  /// All names that the service knows it by, its own first.
  public var names: [String] { [name] + alsoNames }
}

/// `type Name = …`.
public final class NamedType: Sendable {
  public let name: String
  public let definition: FieldType
  /// What is taken in requests too.
  public let alsoAccepted: FieldType?
  /// A function of one parameter that repairs what the service sends.
  public let read: Function?
  public let documentation: String?

  init(
    name: String, definition: FieldType, alsoAccepted: FieldType?, read: Function?,
    documentation: String?
  ) {
    self.name = name
    self.definition = definition
    self.alsoAccepted = alsoAccepted
    self.read = read
    self.documentation = documentation
  }
}

extension FieldType {
  /// The type after names of types.
  public var resolved: FieldType {
    if case .named(let type) = self { type.definition.resolved } else { self }
  }

  /// Whether null is one of its values.
  public var allowsNull: Bool {
    switch resolved {
    case .any, .optional, .scalar(.null): true
    case .union(let members): members.contains(where: \.allowsNull)
    default: false
    }
  }

  /// The values of an enum, in the order of the declaration; empty when it is none.
  public var alternatives: [Value] {
    switch resolved {
    case .literal(let value): [value]
    case .union(let members): members.flatMap(\.alternatives)
    case .optional(let type): type.alternatives
    default: []
    }
  }

  /// The scalar at the bottom of names, bounds and `?`; nil for everything else.
  public var scalar: ScalarType? {
    switch resolved {
    case .scalar(let scalar): scalar
    case .bounded(let type, _), .matching(let type, _), .optional(let type): type.scalar
    default: nil
    }
  }
}

extension FieldType: CustomStringConvertible {
  /// The type as declarations and help write it; named types by their name.
  public var description: String {
    switch self {
    case .any: "any"
    case .scalar(let scalar): scalar.rawValue
    case .literal(let value): value.shortDescription(limit: 60)
    case .bounded(let type, let bounds): "\(type)(\(bounds))"
    case .matching(let type, let pattern): "\(type) matching '\(pattern.text)'"
    case .stream(let type): "stream \(type)"
    case .optional(let type): "\(type)?"
    case .list(let type): "[\(type)]"
    case .object(let type): type.description
    case .union(let members): members.map(\.description).joined(separator: " | ")
    case .named(let type): type.name
    case .resource(let name): name
    }
  }
}

extension ObjectType: CustomStringConvertible {
  public var description: String {
    let parts = fields.map { "\($0.name)\($0.isRequired ? "" : "?"): \($0.type)" }
    return "{" + (parts + (isOpen ? ["..."] : [])).joined(separator: ", ") + "}"
  }
}

extension Bounds: CustomStringConvertible {
  /// `0...1`, `1...`.
  public var description: String {
    let ends = (lower.map(Self.text) ?? "", upper.map(Self.text) ?? "")
    return ends.0 + (isClosed ? "..." : "..<") + ends.1
  }

  static func text(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}
