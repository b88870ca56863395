import ImgFlowValues

/// What a module shows to those that import it.
package struct ModuleInterface: Sendable {
  /// The names that it exports.
  package let exports: Set<String>
  /// Those that are declared with `var`.
  package let variables: Set<String>
  /// What is known of the values of the others.
  package let types: [String: Type]
  /// Those of functions, with what calls must fit.
  package let signatures: [String: CallSignature]
  /// The types that it exports.
  package let namedTypes: [String: NamedType]
  /// Its other top-level names, for messages.
  package let hidden: Set<String>
  /// Whether importing it brings vendors in, its own or those of its own imports.
  package let bringsVendors: Bool

  init(
    exports: Set<String> = [], variables: Set<String> = [], types: [String: Type] = [:],
    signatures: [String: CallSignature] = [:], namedTypes: [String: NamedType] = [:],
    hidden: Set<String> = [], bringsVendors: Bool = false
  ) {
    self.exports = exports
    self.variables = variables
    self.types = types
    self.signatures = signatures
    self.namedTypes = namedTypes
    self.hidden = hidden
    self.bringsVendors = bringsVendors
  }
}
