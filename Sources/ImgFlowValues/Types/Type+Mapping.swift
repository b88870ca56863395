extension Type {
  /// The type with other types in place of some that it is made of.
  ///
  /// - Parameter replacement: gives the type that takes the place of one, whole; nil where its parts are looked at.
  package func replacing(_ replacement: (Type) -> Type?) -> Type {
    if let new = replacement(self) { return new }
    switch form {
    case .any, .scalar, .literal, .resource, .named, .derived: return self
    case .matching(let type, let pattern):
      return Type(.matching(type.replacing(replacement), pattern))
    case .bounded(let type, let bounds): return Type(.bounded(type.replacing(replacement), bounds))
    case .optional(let type): return .optional(type.replacing(replacement))
    case .list(let type): return .list(of: type.replacing(replacement))
    case .map(let type): return .map(of: type.replacing(replacement))
    case .stream(let type): return .stream(of: type.replacing(replacement))
    case .union(let members): return .union(members.map { $0.replacing(replacement) })
    case .function(let function):
      let parameters = function.parameters.map { $0.replacing(replacement) }
      return Type(.function(FunctionType(parameters, function.result.replacing(replacement))))
    case .object(let object):
      let fields = object.fields.map { field in
        ObjectField(
          name: field.name, alsoNames: field.alsoNames, type: field.type.replacing(replacement),
          isRequired: field.isRequired, documentation: field.documentation)
      }
      return Type(.object(ObjectType(fields: fields, isOpen: object.isOpen)))
    }
  }
}
