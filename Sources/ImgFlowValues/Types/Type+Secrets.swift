// Which values of a type are secrets, so that what is written for them must never be shown.
extension Type {
  /// Whether a value of the type is a secret, or holds one.
  package var holdsSecret: Bool {
    switch form {
    case .any, .literal, .function, .derived: false
    case .scalar(let scalar): scalar == .secret
    case .matching(let type, _), .bounded(let type, _), .optional(let type), .list(let type),
      .map(let type), .stream(let type):
      type.holdsSecret
    case .object(let object): object.fields.contains { $0.type.holdsSecret }
    // A resource may hold others of its kind without end; nothing is written out for it.
    case .resource: false
    case .union(let members): members.contains(where: \.holdsSecret)
    case .named(let type): type.definition.holdsSecret
    }
  }

  /// Whether what is given for a value of the type as a string, or as several, is a secret.
  package var isGivenAsSecret: Bool {
    switch form {
    case .any, .literal, .function, .derived, .object, .map, .resource, .stream: false
    case .scalar(let scalar): scalar == .secret
    case .matching(let type, _), .bounded(let type, _), .optional(let type), .list(let type):
      type.isGivenAsSecret
    case .union(let members): members.contains(where: \.isGivenAsSecret)
    case .named(let type): type.definition.isGivenAsSecret
    }
  }
}
