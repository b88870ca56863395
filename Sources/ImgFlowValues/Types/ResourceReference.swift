import Synchronization

/// A vendor's resource, as types refer to it. Resources may hold each other, so what one is like is said
/// after the types that name it have been built.
public final class ResourceReference: Sendable {
  public let vendor: String
  /// The name in the vendor's declaration, such as `Job`.
  public let name: String
  private let declaration = Mutex(Declaration())

  /// What is said of it.
  public struct Declaration: Sendable {
    public var fields: [ObjectField] = []
    /// The field that identifies one.
    public var key: String?
    /// What waiting for one gives; nil when it cannot be waited for.
    public var whenDone: Type?

    public init() {}
  }

  public init(vendor: String, name: String) {
    self.vendor = vendor
    self.name = name
  }

  /// Says what it is like.
  public func declare(_ change: (inout Declaration) -> Void) {
    declaration.withLock { change(&$0) }
  }

  /// The name as scripts write it: `expoze.Job`.
  public var qualifiedName: String { "\(vendor).\(name)" }
  public var fields: [ObjectField] { declaration.withLock { $0.fields } }
  public var key: String? { declaration.withLock { $0.key } }
  public var whenDone: Type? { declaration.withLock { $0.whenDone } }

  public func field(_ name: String) -> ObjectField? { fields.first { $0.name == name } }
}
