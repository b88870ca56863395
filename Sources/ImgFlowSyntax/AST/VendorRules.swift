/// `pages by limit, offset += size within 60s while more`: how a stream continues from page to page.
public struct VendorPaging: Sendable {
  /// The parameter that says how long a page is, or the number itself.
  public let size: Expression
  /// The parameter that changes from page to page.
  public let cursor: Name
  /// Whether `step` is added to the cursor or replaces it.
  public let isAdded: Bool
  public let step: Expression
  /// `within 60s`: how long after a response the next page can be had.
  public let lifetime: Expression?
  /// `while …`: whether there is a further page.
  public let condition: Expression

  public init(
    size: Expression, cursor: Name, isAdded: Bool, step: Expression, lifetime: Expression?,
    condition: Expression
  ) {
    self.size = size
    self.cursor = cursor
    self.isAdded = isAdded
    self.step = step
    self.lifetime = lifetime
    self.condition = condition
  }
}

/// `requires one of a, b`, `requires any of a, b`, `requires a, b when c == "x"`.
public struct VendorRequirement: Sendable {
  public enum Kind: Sendable {
    /// All of them.
    case all
    /// At least one of them.
    case any
    /// Exactly one of them.
    case one
  }

  public let kind: Kind
  public let parameters: [Name]
  /// `when a == "x"`, `when a != null`: only then.
  public let condition: Expression?

  public init(kind: Kind, parameters: [Name], condition: Expression?) {
    self.kind = kind
    self.parameters = parameters
    self.condition = condition
  }
}

/// `as csv`, `as unix "uploaded[from]" also "uploaded_from"`: how a parameter looks on the wire.
public struct VendorWireForm: Sendable {
  public enum Format: String, Sendable, CaseIterable {
    /// A list as one string with commas.
    case csv
    /// A time as whole seconds since 1970.
    case unix
  }

  public let format: Format?
  public let name: VendorText?
  /// Further names that the service knows it by.
  public let alsoNames: [VendorText]

  public init(format: Format?, name: VendorText?, alsoNames: [VendorText]) {
    self.format = format
    self.name = name
    self.alsoNames = alsoNames
  }
}

/// `file(kind: "csv" | "json", size: 1...30MiB, width: 256..., height: 256...)`.
public struct VendorFileRules: Sendable {
  /// The endings of names that the service takes; any without.
  public var kinds: [VendorText] = []
  /// Bounds of `size` in bytes, and of `width` and `height` in pixels.
  public var bounds: [(name: Name, lower: Expression?, upper: Expression?)] = []

  public init() {}
}
