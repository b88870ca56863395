import ImgFlowSyntax
import ImgFlowValues

/// A resource: what a vendor's responses contain, and how to wait for it.
public struct ResourceDeclaration: Sendable {
  public let name: String
  public let documentation: String?
  /// The field that identifies one.
  public let key: String?
  public let fields: [ObjectField]
  /// How to wait for it; nil if there is nothing to wait for.
  public let wait: WaitRule?

  /// The fields that read null if they are absent: `a?: T` and `a: T?`.
  public var optionalFields: Set<String> {
    Set(fields.filter { !$0.isRequired || $0.type.allowsNull }.map(\.name))
  }

  public func field(_ name: String) -> ObjectField? { fields.first { $0.name == name } }
}

/// How to wait for a resource. The expressions see its fields as names, and the vendor's operations; a
/// resource that is only a handle declares the results of its poll as optional fields.
public struct WaitRule: Sendable {
  /// Gives the resource as it is now; null while there is nothing to see.
  public let poll: Expression
  /// The first interval and the longest, in milliseconds.
  public let firstInterval: Int
  public let longestInterval: Int
  /// Whether its field `progress` says how far it is, in per cent.
  public let showsProgress: Bool
  public let doneWhen: Expression
  public let failedWhen: Expression?
}
