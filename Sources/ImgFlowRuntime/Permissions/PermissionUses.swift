import ImgFlowSyntax
import ImgFlowValues

/// What a script and the files that it imports reach, as far as that is known without running them.
package struct PermissionUses: Sendable {
  /// A call that reaches something.
  package struct Use: Sendable {
    package let kind: PermissionKind
    /// The permission that it needs; nil if only running it shows that.
    package let text: String?
    /// The call, or what stands for the function.
    package let range: SourceRange
  }

  /// In the order of the source, the script's own first.
  package private(set) var uses: [Use] = []
  /// The vendors that the script names, which need no permission.
  package let vendors: [String]

  init(_ program: Program, vendors: Set<String>) {
    self.vendors = vendors.sorted()
    var seen: Set<String> = []
    collect(program.module, &seen)
  }

  /// The permissions without repetitions, by kind.
  package func permissions(_ kind: PermissionKind) -> [String] {
    var seen: Set<String> = []
    return uses.filter { $0.kind == kind }.compactMap(\.text).filter { seen.insert($0).inserted }
  }

  /// The calls of which running the script shows what they reach.
  package var unknown: [Use] { uses.filter { $0.text == nil } }

  private mutating func collect(_ module: Module, _ seen: inout Set<String>) {
    guard !module.isLibrary, seen.insert(module.tree.file.identity).inserted else { return }
    var finder = UseFinder(module)
    uses += finder.uses()
    for imported in module.imports { collect(imported.module, &seen) }
  }
}
