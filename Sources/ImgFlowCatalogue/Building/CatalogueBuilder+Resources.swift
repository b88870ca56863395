import ImgFlowSyntax
import ImgFlowValues

// Resources: their fields, and how to wait for them.
extension CatalogueBuilder {
  mutating func addResource(_ resource: VendorResource, _ documentation: String?) {
    let whole = merged(resource, within: [])
    let fields = whole.fields.map { field in
      ObjectField(
        name: field.name.text, alsoNames: field.alsoNames.map(\.text), type: type(field.type),
        isRequired: !field.isOptional, documentation: field.documentation)
    }
    if let key = resource.key, !fields.contains(where: { $0.name == key.text }) {
      report(
        "resource `\(resource.name.text)` has no field `\(key.text)`", at: key.range,
        help: NearNames.hint(for: key.text, in: fields.map(\.name)))
    }
    let key = whole.key?.text ?? (fields.contains { $0.name == "id" } ? "id" : nil)
    addResource(
      resource.name.text, documentation, fields, key: key, wait: waitRule(whole),
      cancel: whole.cancel)
  }

  mutating func addResource(
    _ name: String, _ documentation: String?, _ fields: [ObjectField], key: String? = nil,
    wait: WaitRule? = nil, cancel: Expression? = nil
  ) {
    parts.resources[name] = ResourceDeclaration(
      name: name, documentation: documentation, key: key, fields: fields, wait: wait,
      cancel: cancel.flatMap { cancelRule($0, of: name, fields) })
    references[name]?.declare { ($0.fields, $0.key) = (fields, key) }
    parts.references = references
  }

  /// Says what waiting for resources gives, once all operations are known: what the poll does, and where
  /// that is more than a call, what is not known.
  mutating func declareEnds() {
    for resource in parts.resources.values {
      guard let wait = resource.wait else { continue }
      var end = Type.any
      if case .call(let callee, _) = wait.poll.kind, case .name(let name) = callee.kind,
        let result = parts.operations.first(where: { $0.name == name.text })?.result
      {
        end = result.core
      }
      references[resource.name]?.declare { $0.whenDone = end }
    }
  }

  /// The resource with what it shares with its parents: their fields before its own, and the parts of the
  /// wait rule that it does not define itself.
  private mutating func merged(
    _ resource: VendorResource, within children: Set<String>
  ) -> VendorResource {
    var whole = resource
    for parent in resource.parents {
      guard let declared = declaredResource(parent), !children.contains(parent.text) else {
        report(
          children.contains(parent.text)
            ? "resource `\(parent.text)` includes its own fields"
            : "unknown resource `\(parent.text)`", at: parent.range,
          help: NearNames.hint(for: parent.text, in: references.keys.sorted()))
        continue
      }
      let inherited = merged(declared, within: children.union([resource.name.text]))
      let own = Set(whole.fields.map(\.name.text))
      whole = VendorResource(
        name: whole.name, key: whole.key ?? inherited.key, parents: [],
        fields: inherited.fields.filter { !own.contains($0.name.text) } + whole.fields,
        poll: whole.poll ?? inherited.poll,
        showsProgress: whole.showsProgress || inherited.showsProgress,
        doneWhen: whole.doneWhen ?? inherited.doneWhen,
        failedWhen: whole.failedWhen ?? inherited.failedWhen,
        cancel: whole.cancel ?? inherited.cancel)
    }
    return whole
  }

  private func declaredResource(_ name: Name) -> VendorResource? {
    for clause in declaration.clauses {
      if case .resource(let resource) = clause.kind, resource.name.text == name.text {
        return resource
      }
    }
    return nil
  }

  private mutating func waitRule(_ resource: VendorResource) -> WaitRule? {
    guard let poll = resource.poll, let doneWhen = resource.doneWhen else {
      if let stray = resource.poll?.call ?? resource.doneWhen ?? resource.failedWhen {
        report(
          "resource `\(resource.name.text)` has half of a wait rule", at: stray.range,
          help: "write both `poll … every …` and `done when …`")
      }
      return nil
    }
    guard let first = literal(poll.interval.first)?.asDuration?.milliseconds,
      let longest = literal(poll.interval.longest)?.asDuration?.milliseconds, 0 < first,
      first <= longest
    else {
      report(
        "`every` takes the first and the longest interval", at: poll.interval.first.range,
        help: "write `every 1s...10s`")
      return nil
    }
    return WaitRule(
      poll: poll.call, firstInterval: first, longestInterval: longest,
      showsProgress: resource.showsProgress, doneWhen: doneWhen, failedWhen: resource.failedWhen)
  }
}
