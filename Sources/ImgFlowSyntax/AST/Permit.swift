/// What a permission is about.
package enum PermissionKind: String, CaseIterable, Sendable {
  /// Servers to send requests to.
  case net
  /// Files and folders to read.
  case read
  /// Files and folders to create, change and remove.
  case write
  /// Programs to run.
  case run
  /// Environment variables to read.
  case env
}

/// `permit net "api.example.com", read "data/"`: what a script may reach.
package struct Permit: Sendable {
  /// One thing of a kind, as it is written.
  package struct Grant: Sendable {
    package let kind: PermissionKind
    package let text: String
    package let range: SourceRange

    package init(kind: PermissionKind, text: String, range: SourceRange) {
      self.kind = kind
      self.text = text
      self.range = range
    }
  }

  package let grants: [Grant]

  package init(grants: [Grant]) { self.grants = grants }
}

extension SyntaxTree {
  /// What its `permit`s grant; nil if it has none.
  package var permits: [Permit.Grant]? {
    let permits = statements.compactMap { statement in
      if case .permit(let permit) = statement.kind { permit.grants } else { nil }
    }
    return permits.isEmpty ? nil : permits.flatMap { $0 }
  }
}

extension Statement {
  /// Whether it is a `permit`.
  package var isPermit: Bool { if case .permit = kind { true } else { false } }
}
