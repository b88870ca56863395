import ImgFlow
import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// Finds what there is to be read about a name.
package struct HelpIndex {
  let scope: NameScope
  let masked: (String) -> String

  /// The page about a name such as `jobs`, `expoze.createJob`, `json.parse`, `list.map`, `map`, `std/csv` or
  /// `parallel`; nil if there is none.
  package func page(about name: String) -> HelpPage? {
    if let page = HelpPage.module(name) ?? HelpPage.module(file: name, scope.files) { return page }
    let parts = name.split(separator: ".").map(String.init)
    guard let first = parts.first else { return nil }
    if parts.count == 1, let page = page(aboutWord: first) { return page }
    if parts.count == 2, let page = page(about: parts[1], of: first) { return page }
    return page(atEndOf: parts) ?? foreign(name)
  }

  /// How something is written here that has this name in another language.
  private func foreign(_ name: String) -> HelpPage? {
    let rows = ForeignNames.anything(name)
    guard !rows.isEmpty else { return nil }
    var page = HelpPage([.text("`\(name)` is from another language. In ImgFlow, write:")])
    page.add(.rows(rows.map { ($0.theirs, $0.ours) }))
    return page
  }

  /// A name that is close to an unknown one, or the only one that begins with it.
  package func nearest(to name: String) -> String? {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return Self.nearest(to: name, in: topics) }
    return Self.nearest(to: parts[1], in: memberNames(of: parts[0])).map { "\(parts[0]).\($0)" }
  }

  private static func nearest(to name: String, in names: [String]) -> String? {
    let longer = Set(names.filter { $0.hasPrefix(name) })
    return longer.count == 1 && name.count > 2
      ? longer.first : NearNames.nearest(to: name, in: names)
  }

  // MARK: - One word

  private func page(aboutWord name: String) -> HelpPage? {
    if let binding = scope.binding(name) { return page(about: binding) }
    for vendor in scope.usedVendors {
      switch vendor.member(name) {
      case .callable(let callable): return page(about: callable)
      case .value(let value): return page(about: value, named: name)
      default: continue
      }
    }
    if let builtin = scope.builtin(name) { return .builtin(builtin, named: name) }
    if BuiltinCatalogue.namespaceNames.contains(name) { return .namespace(name) }
    if let vendor = BuiltInVendors[name] { return .vendor(vendor) }
    if let text = WordTexts.text(of: name) { return text }
    if let type = ValueType.allCases.first(where: { $0.name == name }),
      !BuiltinCatalogue.methodNames(on: type).isEmpty
    {
      return .type(type)
    }
    return methods(name) ?? operations(name)
      ?? scope.moduleNames.first { $0 == "std/\(name)" }.flatMap(HelpPage.module)
  }

  /// The methods of this name, whatever their type.
  private func methods(_ name: String) -> HelpPage? {
    var seen: Set<String> = []
    let pages = ValueType.allCases.compactMap { type -> HelpPage? in
      guard let method = BuiltinCatalogue.method(name, on: type),
        seen.insert(method.documentation).inserted
      else { return nil }
      return .builtin(method, named: name, of: type)
    }
    return pages.isEmpty ? nil : HelpPage(pages.flatMap(\.parts))
  }

  /// The operations of this name of vendors that are not in `use`.
  private func operations(_ name: String) -> HelpPage? {
    let pages = scope.vendorNames.compactMap { BuiltInVendors[$0] }.compactMap {
      page(about: name, of: $0)
    }
    return pages.isEmpty ? nil : HelpPage(pages.flatMap(\.parts))
  }

  // MARK: - A member

  private func page(about name: String, of owner: String) -> HelpPage? {
    if scope.binding(owner) != nil { return nil }
    if let vendor = BuiltInVendors[owner] { return page(about: name, of: vendor) }
    if let builtin = BuiltinCatalogue.namespace(owner)?.first(where: { $0.name == name }) {
      return .builtin(builtin, named: "\(owner).\(name)")
    }
    if let type = ValueType.allCases.first(where: { $0.name == owner }),
      let method = BuiltinCatalogue.method(name, on: type)
    {
      return .builtin(method, named: name, of: type)
    }
    return HelpPage.function(name, inModule: "std/\(owner)")
  }

  private func page(about name: String, of vendor: Vendor) -> HelpPage? {
    if let operation = vendor.operation(name), !operation.isInternal {
      return .operation(operation, of: vendor)
    }
    if let resource = vendor.resources[name] { return .resource(resource, of: vendor) }
    return Callable(vendor, name).map(HelpPage.page)
  }

  /// What a chain of names refers to: a field of a value, or a method of one.
  private func page(atEndOf names: [String]) -> HelpPage? {
    guard let first = names.first, let last = names.last, names.count > 1 else { return nil }
    let owner = names.dropFirst().dropLast().reduce(scope.known(first)) { $0.member($1) }
    switch owner.member(last) {
    case .value(let value): return page(about: value, named: names.joined(separator: "."))
    case .type(let type):
      return HelpPage([.code("\(names.joined(separator: ".")): \(type)")])
    case .callable(let callable): return .page(of: callable)
    default: break
    }
    guard let type = owner.kind, let method = BuiltinCatalogue.method(last, on: type) else {
      return nil
    }
    return .builtin(method, named: last, of: type)
  }

  /// What an operation, or another function that is not a value, is explained by.
  private func page(about callable: Callable) -> HelpPage {
    let parts = callable.name.split(separator: ".").map(String.init)
    guard parts.count == 2, let vendor = BuiltInVendors[parts[0]] else {
      return .page(of: callable)
    }
    return page(about: parts[1], of: vendor) ?? .page(of: callable)
  }

  // MARK: - Values

  private func page(about binding: Session.Binding) -> HelpPage {
    var page = page(about: binding.value, named: binding.name)
    if binding.value.asFunction == nil, let documentation = binding.documentation {
      page.parts.insert(.text(documentation), at: 1)
    }
    return page
  }

  private func page(about value: Value, named name: String) -> HelpPage {
    if let native = value.asFunction as? NativeFunction { return page(about: native) }
    if let callable = Callable(value) { return .page(of: callable) }
    if let namespace = value.asNamespace { return page(about: namespace, named: name) }
    var page = HelpPage([.code("\(name): \(TypeText.short(value))"), .text(size(of: value))])
    if let declared = value.asRecord?.resource?.declared {
      page.add(text: declared.resource.documentation)
    }
    if let keys = KeysView(value) {
      let lines = keys.lines(width: 90, masked: masked).map { $0.text(usesColour: false) }
      page.parts += [.heading("Keys"), .code(lines.map { "  " + $0 }.joined(separator: "\n"))]
    } else if value.depth == 0, value.type != .stream {
      page.add(.code(masked(Preview.text(of: value, limit: 200))))
    }
    return page
  }

  private func page(about native: NativeFunction) -> HelpPage {
    let parts = native.name.split(separator: ".").map(String.init)
    if parts.count == 2, let vendor = BuiltInVendors[parts[0]],
      let page = page(about: parts[1], of: vendor)
    {
      return page
    }
    return .builtin(native.builtin, named: native.name)
  }

  private func page(about namespace: Namespace, named name: String) -> HelpPage {
    var page = HelpPage([.code(name), .text("A module.")])
    page.add(
      "Exports",
      namespace.members.sorted { $0.key < $1.key }.map { key, value in
        (head: key, text: Callable(value)?.summary ?? TypeText.short(value))
      })
    return page
  }

  private func size(of value: Value) -> String {
    switch value.type {
    case .string: "\(Quantity.of(value.asString?.count ?? 0, "character"))."
    case .bytes: "\(Quantity.bytes(value.asBytes?.bytes.count ?? 0))."
    case .list: "\(Quantity.of(value.asList?.count ?? 0, "item"))."
    case .object: "\(Quantity.of(value.asRecord?.count ?? 0, "key"))."
    case .stream: "A lazy sequence that starts again at each use."
    case .secret: "A string that is never shown."
    default: ""
    }
  }

  // MARK: - All names

  private var topics: [String] {
    scope.bindings.map(\.name) + scope.usedVendors.flatMap(\.memberNames)
      + scope.functionNames + BuiltinCatalogue.namespaceNames + scope.vendorNames
      + scope.moduleNames + WordTexts.names
      + ValueType.allCases.flatMap { BuiltinCatalogue.methodNames(on: $0) }
  }

  private func memberNames(of owner: String) -> [String] {
    if let vendor = BuiltInVendors[owner] {
      return Known.vendor(vendor).memberNames + vendor.resources.keys.sorted()
    }
    if let record = scope.binding(owner)?.value.asRecord { return record.keys.map(\.text) }
    if let namespace = scope.binding(owner)?.value.asNamespace {
      return namespace.members.keys.sorted()
    }
    if let type = ValueType.allCases.first(where: { $0.name == owner }) {
      return BuiltinCatalogue.methodNames(on: type)
    }
    return (BuiltinCatalogue.namespace(owner) ?? []).map(\.name)
  }
}

extension HelpIndex {
  /// Finds what a session knows, its own names among it.
  package init(_ session: Session) { self.init(scope: NameScope(session), masked: session.masked) }
}
