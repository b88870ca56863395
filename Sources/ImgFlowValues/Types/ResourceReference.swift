import Synchronization

/// A vendor's resource, as types refer to it. Resources may hold each other, so what one is like is said
/// after the types that name it have been built.
package final class ResourceReference: Sendable {
  package let vendor: String
  /// The name in the vendor's declaration, such as `Job`.
  package let name: String
  private let declaration = Mutex(Declaration())

  /// What is said of it.
  package struct Declaration: Sendable {
    package var fields: [ObjectField] = []
    /// The field that identifies one.
    package var key: String?
    /// What waiting for one gives; nil when it cannot be waited for.
    package var whenDone: Type?

    package init() {}
  }

  package init(vendor: String, name: String) {
    self.vendor = vendor
    self.name = name
  }

  /// Says what it is like.
  package func declare(_ change: (inout Declaration) -> Void) {
    declaration.withLock { change(&$0) }
  }

  /// The name as scripts write it: `expoze.Job`.
  package var qualifiedName: String { "\(vendor).\(name)" }
  package var fields: [ObjectField] { declaration.withLock { $0.fields } }
  package var key: String? { declaration.withLock { $0.key } }
  package var whenDone: Type? { declaration.withLock { $0.whenDone } }

  package func field(_ name: String) -> ObjectField? { fields.first { $0.name == name } }
}
