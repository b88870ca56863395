/// `{type: string, left, top: float, width?: float, ...}`.
package struct ObjectType: Sendable {
  package let fields: [ObjectField]
  /// Whether further fields are expected.
  package let isOpen: Bool

  package init(fields: [ObjectField], isOpen: Bool) {
    self.fields = fields
    self.isOpen = isOpen
  }

  package func field(_ name: String) -> ObjectField? { fields.first { $0.name == name } }
}

/// A field of an object type or a resource.
package struct ObjectField: Sendable {
  package let key: StringObject
  /// Other names that a service gives it.
  package var alsoNames: [String]
  package let type: Type
  /// Whether it must be there.
  package let isRequired: Bool
  package let documentation: String?

  package init(
    name: String, alsoNames: [String] = [], type: Type, isRequired: Bool,
    documentation: String? = nil
  ) {
    key = Symbols.key(name)
    self.alsoNames = alsoNames
    self.type = type
    self.isRequired = isRequired
    self.documentation = documentation
  }

  package var name: String { key.text }

  /// All names that a service knows it by, its own first.
  package var names: [String] { [name] + alsoNames }

  /// Its value in an object, under the first of its names that is there.
  func value(in record: RecordObject) -> Value? {
    record[key] ?? alsoNames.lazy.compactMap { record[$0] }.first
  }
}

/// `type Name = …`.
package final class NamedType: Sendable {
  package let name: String
  package let definition: Type
  /// What requests may hold as well.
  package let alsoAccepted: Type?
  package let documentation: String?

  package init(
    name: String, definition: Type, alsoAccepted: Type? = nil, documentation: String? = nil
  ) {
    self.name = name
    self.definition = definition
    self.alsoAccepted = alsoAccepted
    self.documentation = documentation
  }
}

/// The parameters and the result of a function.
package struct FunctionType: Sendable {
  package let parameters: [Type]
  package let result: Type

  package init(_ parameters: [Type], _ result: Type) {
    self.parameters = parameters
    self.result = result
  }
}
