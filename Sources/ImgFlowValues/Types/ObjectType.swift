/// `{type: string, left, top: float, width?: float, ...}`.
public struct ObjectType: Sendable {
  public let fields: [ObjectField]
  /// Whether further fields are expected.
  public let isOpen: Bool

  public init(fields: [ObjectField], isOpen: Bool) {
    self.fields = fields
    self.isOpen = isOpen
  }

  public func field(_ name: String) -> ObjectField? { fields.first { $0.name == name } }
}

/// A field of an object type or a resource.
public struct ObjectField: Sendable {
  public let key: StringObject
  /// Other names that a service gives it.
  public var alsoNames: [String]
  public let type: Type
  /// Whether it must be there.
  public let isRequired: Bool
  public let documentation: String?

  public init(
    name: String, alsoNames: [String] = [], type: Type, isRequired: Bool,
    documentation: String? = nil
  ) {
    key = Symbols.key(name)
    self.alsoNames = alsoNames
    self.type = type
    self.isRequired = isRequired
    self.documentation = documentation
  }

  public var name: String { key.text }

  /// All names that a service knows it by, its own first.
  public var names: [String] { [name] + alsoNames }

  /// Its value in an object, under the first of its names that is there.
  func value(in record: RecordObject) -> Value? {
    record[key] ?? alsoNames.lazy.compactMap { record[$0] }.first
  }
}

/// `type Name = …`.
public final class NamedType: Sendable {
  public let name: String
  public let definition: Type
  /// What requests may hold as well.
  public let alsoAccepted: Type?
  public let documentation: String?

  public init(
    name: String, definition: Type, alsoAccepted: Type? = nil, documentation: String? = nil
  ) {
    self.name = name
    self.definition = definition
    self.alsoAccepted = alsoAccepted
    self.documentation = documentation
  }
}

/// The parameters and the result of a function.
public struct FunctionType: Sendable {
  public let parameters: [Type]
  public let result: Type

  public init(_ parameters: [Type], _ result: Type) {
    self.parameters = parameters
    self.result = result
  }
}
