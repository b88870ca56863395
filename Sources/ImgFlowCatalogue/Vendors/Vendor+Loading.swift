import ImgFlowSyntax

/// A vendor's declaration is not usable.
package struct VendorDeclarationError: Error, Sendable {
  package let diagnostics: [Diagnostic]
}

extension Vendor {
  /// Reads the declaration of vendor `name` in `file`.
  ///
  /// - Throws: `VendorDeclarationError` with all that is wrong.
  package static func load(_ name: String, from file: SourceFile) throws -> Vendor {
    let parsed = Parser.parse(file)
    guard parsed.diagnostics.isEmpty else {
      throw VendorDeclarationError(diagnostics: parsed.diagnostics)
    }
    for statement in parsed.tree.statements {
      guard case .vendor(let declaration) = statement.kind, declaration.name.text == name else {
        continue
      }
      return try Vendor.declared(by: declaration, documentation: statement.documentation)
    }
    let range = SourceRange(file: file, start: 0, end: 0)
    throw VendorDeclarationError(
      diagnostics: [
        Diagnostic(.vendorDeclaration, "\(file.name) does not declare vendor `\(name)`", at: range)
      ])
  }

  /// Makes a vendor of its declaration.
  ///
  /// - Throws: `VendorDeclarationError` with all that is wrong.
  package static func declared(
    by declaration: VendorDeclaration, documentation: String?
  ) throws -> Vendor {
    var builder = CatalogueBuilder(declaration, documentation: documentation)
    let vendor = builder.build()
    guard builder.diagnostics.isEmpty else {
      throw VendorDeclarationError(diagnostics: builder.diagnostics)
    }
    return vendor
  }
}
