/// What declarations say about a value before there is one: that it is a vendor's resource.
public indirect enum KnownType: Sendable {
  case resource(DeclaredResource)
  /// A list or stream of such values.
  case sequence(KnownType)

  /// What is known about that which waiting for such a value gives.
  var whenDone: KnownType? {
    switch self {
    case .resource(let resource): resource.typeWhenDone()
    case .sequence(let element): element.whenDone.map(KnownType.sequence)
    }
  }
}

/// A resource as its vendor declares it.
public struct DeclaredResource: Sendable {
  /// `expoze.Job`.
  public let name: String
  /// In the order of the declaration.
  public let fields: [String]
  /// What is known about a field; resources may hold each other, so it is found when asked for.
  public let typeOfField: @Sendable (String) -> KnownType?

  /// What is known about that which waiting for it gives.
  public let typeWhenDone: @Sendable () -> KnownType?

  public init(
    name: String, fields: [String], typeOfField: @escaping @Sendable (String) -> KnownType?,
    typeWhenDone: @escaping @Sendable () -> KnownType?
  ) {
    self.name = name
    self.fields = fields
    self.typeOfField = typeOfField
    self.typeWhenDone = typeWhenDone
  }
}
