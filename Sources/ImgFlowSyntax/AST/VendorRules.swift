/// `pages by limit, offset += size within 60s while more`: how a stream continues from page to page.
package struct VendorPaging: Sendable {
  /// The parameter that says how long a page is, or the number itself.
  package let size: Expression
  /// The parameter that changes from page to page.
  package let cursor: Name
  /// Whether `step` is added to the cursor or replaces it.
  package let isAdded: Bool
  package let step: Expression
  /// `within 60s`: how long after a response the next page can be had.
  package let lifetime: Expression?
  /// `while …`: whether there is a further page.
  package let condition: Expression

  package init(
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
package struct VendorRequirement: Sendable {
  package enum Kind: Sendable {
    /// All of them.
    case all
    /// At least one of them.
    case any
    /// Exactly one of them.
    case one
  }

  package let kind: Kind
  package let parameters: [Name]
  /// `when a == "x"`, `when a != null`: only then.
  package let condition: Expression?

  package init(kind: Kind, parameters: [Name], condition: Expression?) {
    self.kind = kind
    self.parameters = parameters
    self.condition = condition
  }
}

/// `as csv`, `as unix "uploaded[from]" also "uploaded_from"`: how a parameter looks on the wire.
package struct VendorWireForm: Sendable {
  package enum Format: String, Sendable, CaseIterable {
    /// A list as one string with commas.
    case csv
    /// A time as whole seconds since 1970.
    case unix
  }

  package let format: Format?
  package let name: VendorText?
  /// Further names that the service knows it by.
  package let alsoNames: [VendorText]

  package init(format: Format?, name: VendorText?, alsoNames: [VendorText]) {
    self.format = format
    self.name = name
    self.alsoNames = alsoNames
  }
}

/// `file(kind: "csv" | "json", size: 1...30MiB, width: 256..., height: 256...)`.
package struct VendorFileRules: Sendable {
  /// The endings of names that the service takes; any without.
  package var kinds: [VendorText] = []
  /// Bounds of `size` in bytes, and of `width` and `height` in pixels.
  package var bounds: [(name: Name, lower: Expression?, upper: Expression?)] = []

  package init() {}
}

/// `costs 1 tokens`, `costs images.length credits`: what a call uses up at the service.
package struct VendorCost: Sendable {
  /// In terms of the parameters.
  package let amount: Expression
  package let unit: Name

  package init(amount: Expression, unit: Name) {
    self.amount = amount
    self.unit = unit
  }
}

/// `10 per 1s` or `4 at once`.
package struct VendorLimit: Sendable {
  package let count: Expression
  /// How long a time `count` requests are allowed in; nil for `at once`.
  package let window: Expression?

  package init(count: Expression, window: Expression?) {
    self.count = count
    self.window = window
  }
}
