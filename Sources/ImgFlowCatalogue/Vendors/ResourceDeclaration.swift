import ImgFlowSyntax
import ImgFlowValues

/// A resource: what a vendor's responses contain, and how to wait for it.
package struct ResourceDeclaration: Sendable {
  package let name: String
  package let documentation: String?
  /// The field that identifies one.
  package let key: String?
  package let fields: [ObjectField]
  /// How to wait for it; nil if there is nothing to wait for.
  package let wait: WaitRule?
  /// The call that ends it at the service, in terms of its fields; nil if none is declared.
  package let cancel: CancelRule?

  /// The fields that read null if they are absent: `a?: T` and `a: T?`.
  package var optionalFields: Set<String> {
    Set(fields.filter { !$0.isRequired || $0.type.allowsNull }.map(\.name))
  }

  package func field(_ name: String) -> ObjectField? { fields.first { $0.name == name } }
}

/// How to wait for a resource. The expressions see its fields as names, and the vendor's operations; a
/// resource that is only a handle declares the results of its poll as optional fields.
package struct WaitRule: Sendable {
  /// Gives the resource as it is now; null while there is nothing to see.
  package let poll: Expression
  /// The first interval and the longest, in milliseconds.
  package let firstInterval: Int
  package let longestInterval: Int
  /// Whether its field `progress` says how far it is, in per cent.
  package let showsProgress: Bool
  package let doneWhen: Expression
  package let failedWhen: Expression?
}

/// `cancel stopJob(id)`: how work that still runs at a service is ended.
package struct CancelRule: Sendable {
  /// The name of the operation.
  package let operation: String
  /// The call, in terms of the resource's fields.
  package let call: Expression
}
