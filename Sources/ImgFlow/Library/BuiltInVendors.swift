import ImgFlowCatalogue
import ImgFlowStdlib
import ImgFlowSyntax

/// The built-in vendors as they are declared, for commands that describe them.
public enum BuiltInVendors {
  /// Their names, sorted.
  public static var names: [String] { Stdlib.vendorNames }

  /// The vendor of a name; nil if there is none.
  ///
  /// - Throws: `VendorDeclarationError`.
  public static func vendor(_ name: String) throws -> Vendor? {
    guard let text = Stdlib.vendor(name) else { return nil }
    return try Vendor.load(name, from: SourceFile(name: "\(name).imgflow", text: text))
  }

  /// All of them.
  ///
  /// - Throws: `VendorDeclarationError`.
  public static func all() throws -> [Vendor] { try names.compactMap(vendor) }
}
