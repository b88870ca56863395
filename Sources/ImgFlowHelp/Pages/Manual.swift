import ImgFlow
import ImgFlowCatalogue
import ImgFlowRuntime

/// The documentation of names outside a session: vendors, operations, functions, modules, words of the
/// language.
package enum Manual {
  /// The page about a name such as `expoze.createJob` or `list.map`; nil if there is none.
  package static func text(about name: String, width: Int = 80, usesColour: Bool = false) -> String?
  {
    index.page(about: name)?.lines(width: width).text(usesColour: usesColour)
  }

  /// What there are pages about.
  package static func overview(width: Int = 80, usesColour: Bool = false) -> String {
    index.overview.lines(width: width).text(usesColour: usesColour)
  }

  /// A name that is close to an unknown one; nil if none is.
  package static func nearest(to name: String) -> String? { index.nearest(to: name) }

  private static var index: HelpIndex {
    let library = ImgFlowLibrary()
    let scope = NameScope(
      bindings: [], usedVendors: [], functions: library.functions,
      vendorNames: library.vendorNames, moduleNames: library.standardModuleNames,
      files: DiskFiles())
    return HelpIndex(scope: scope) { $0 }
  }
}

extension HelpIndex {
  /// What there are pages about: vendors, modules, namespaces and functions.
  var overview: HelpPage {
    var page = HelpPage()
    page.add(
      "Vendors",
      scope.vendorNames.map {
        ($0, BuiltInVendors[$0]?.documentation?.firstSentence ?? "")
      })
    page.add("Modules", scope.moduleNames.map { ($0, ModuleText.summary(of: $0) ?? "") })
    page.add(
      "Namespaces",
      BuiltinCatalogue.namespaceNames.map { name in
        let functions = BuiltinCatalogue.namespace(name) ?? []
        return (name, functions.map(\.name).joined(separator: ", "))
      })
    page.add(
      "Functions",
      scope.functionNames.map { name in
        (name, scope.builtin(name)?.documentation.firstSentence ?? WordTexts.summary(of: name))
      })
    page.add(
      text: "Their operations and functions have pages too (`expoze.createJob`, "
        + "`json.parse`), as do methods (`list.map`), types (`string`) and words (`match`).")
    return page
  }
}
