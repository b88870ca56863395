import ImgFlowSyntax
import ImgFlowValues

/// What a command line says of what scripts may do.
package struct Confinement: Sendable {
  /// Something that `--allow-KIND=VALUE` adds.
  package struct Allowance: Sendable {
    package let kind: PermissionKind
    package let text: String

    package init(_ kind: PermissionKind, _ text: String) { (self.kind, self.text) = (kind, text) }

    /// The flag as it is given.
    package var flag: String { "--allow-\(kind)=\(text)" }
  }

  /// Whether scripts are confined that permit nothing themselves.
  package var isAsked = false
  package var allowances: [Allowance] = []
  /// The kinds of which nothing is allowed, whatever a script permits.
  ///
  /// Few: a `Set` of a type of its own costs each start a search for its conformance.
  package var denied: [PermissionKind] = []
  /// Paths at which, and below which, nothing is written.
  package var deniedPaths: [String] = []

  package init() {}

  /// Whether it takes anything away.
  var denies: Bool { !denied.isEmpty || !deniedPaths.isEmpty }

  /// Whether scripts that permit nothing are restricted.
  package var isActive: Bool { isAsked || denies }
}
