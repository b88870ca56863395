import ImgFlowValues

/// The names that exist before a script declares any: built-ins, vendors, the names of modules.
package protocol OuterScope {
  /// Whether the name of a built-in function, namespace or vendor.
  func contains(_ name: String) -> Bool
  /// Every such name, for near names.
  var names: [String] { get }
  /// The members of a namespace or vendor, or nil if `name` is not one.
  func members(of name: String) -> [String]?
  /// The signature of a built-in function (`["print"]`) or a namespace's member (`["json", "parse"]`).
  func signature(of path: [String]) -> CallSignature?
  /// The names that `use vendor` brings in; nil if there is no such vendor.
  func usedNames(of vendor: String) -> [String]?
  /// The vendors, for near names.
  var vendorNames: [String] { get }
  /// The standard modules, such as `std/csv`.
  var standardModuleNames: [String] { get }
  /// The resources that a vendor declares, by name; nil if there is no such vendor.
  func resources(of vendor: String) -> [String: ResourceReference]?
  /// The signature of the method `name` of values of a kind, without its receiver; nil if they have none.
  func method(_ name: String, of kind: ValueType) -> CallSignature?
  /// The names of the methods of values of a kind, for near names.
  func methodNames(of kind: ValueType) -> [String]
  /// Whether `name` is a method whose only effect is the value that it gives.
  func isPureMethod(_ name: String) -> Bool
}
