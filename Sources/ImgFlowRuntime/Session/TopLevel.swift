import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

/// The top level of a session: the variables that its entries have declared so far.
///
/// A name is one variable, however often it is declared: functions that were declared earlier see what
/// was bound to it last. Entries are evaluated one at a time.
///
/// Sendable: a session evaluates one entry at a time, and only that entry's own thread changes it.
package final class TopLevel: @unchecked Sendable {
  var names = SessionNames()
  /// The variables by name; those that no entry has filled yet are among them, since functions may
  /// know them already.
  var boxes: [String: Box] = [:]
  /// The names of imported variables, which belong to their modules.
  private var shared: Set<String> = []
  /// The vendors that entries have declared.
  var vendors: [String: Namespace] = [:]
  private var documentation: [String: String] = [:]
  /// The source of the declared functions.
  private var texts: [String: String] = [:]
  /// The declared names, the latest declaration last.
  package private(set) var order: [String] = []

  package init() {}

  /// The value of a variable; nil if there is none of this name.
  package func value(of name: String) -> Value? {
    guard names.contains(name), let value = boxes[name]?.value, !value.isUninitialised else {
      return nil
    }
    return value
  }

  /// What a name was declared as.
  package func kind(of name: String) -> Variable.Kind? { names.kind(of: name) }

  /// The text of the `///` lines above the declaration of a name.
  package func documentation(of name: String) -> String? { documentation[name] }

  /// The source of the declaration of a function.
  package func text(ofFunction name: String) -> String? { texts[name] }

  /// The vendors that `use` has brought in, sorted.
  package var usedVendors: [String] { Set(names.used.values.joined()).sorted() }

  /// The types that entries have declared and imported, by their names as written.
  package var namedTypes: [String: NamedType] { names.types }

  /// The names that entries have declared vendors by, sorted.
  package var declaredVendors: [String] { vendors.keys.sorted() }

  /// A vendor that an entry has declared; nil if none has declared one of this name.
  package func declaredVendor(_ name: String) -> Namespace? { vendors[name] }

  /// Binds a name that no entry declares, such as the last result.
  package func bind(_ name: String, to value: Value) {
    if boxes[name] == nil || !names.contains(name) { names.declareConstant(name) }
    if shared.remove(name) != nil { boxes[name] = nil }
    let box = boxes[name] ?? Box(value, owner: 0)
    box.value = value
    boxes[name] = box
  }

  /// Whether no entry has declared a name itself.
  package func isFree(_ name: String) -> Bool { !order.contains(name) }

  /// Forgets all names but those in `kept`.
  package func removeAll(keeping kept: Set<String>) {
    for name in names.names where !kept.contains(name) { names.remove(name) }
    boxes = boxes.filter { kept.contains($0.key) }
    shared.formIntersection(kept)
    documentation = documentation.filter { kept.contains($0.key) }
    texts = [:]
    order.removeAll { !kept.contains($0) }
    names.removeUses()
    vendors = [:]
  }

  /// Gives a name the variable of a module, which stays that module's own.
  func share(_ box: Box, as name: Name) {
    boxes[name.text] = box
    shared.insert(name.text)
  }

  /// Gives a name that is declared a value.
  func set(_ name: Name, to value: Value) {
    separate([name])
    let box = boxes[name.text] ?? Box(value, owner: 0)
    (box.value, box.function) = (value, nil)
    boxes[name.text] = box
  }

  /// Gives names of a module that are about to be declared their own variables.
  func separate(_ declared: [Name]) {
    for name in declared where shared.remove(name.text) != nil {
      boxes[name.text] = boxes[name.text].map { Box($0.value, owner: 0) }
    }
  }

  /// The variables of an entry, in the order of its globals.
  func variables(_ globals: [String]) -> [Box] {
    globals.map { name in
      if let known = boxes[name] { return known }
      let box = Box(Uninitialised.value, owner: 0)
      boxes[name] = box
      return box
    }
  }

  /// Makes the names that a statement has declared known to the entries after it.
  func commit(
    _ declared: [Name], from entry: SessionNames, documentation: String?, text: String?
  ) {
    for name in declared {
      names.adopt(name.text, from: entry)
      self.documentation[name.text] = documentation
      texts[name.text] = text
      order.removeAll { $0 == name.text }
      order.append(name.text)
    }
  }
}
