import ImgFlowCatalogue
import ImgFlowHelp
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

// What comes after a dot: fields, in their own order, then methods.
extension CompletionQuery {
  func members(of known: Known) -> [Candidate] {
    switch known {
    case .vendor(let vendor): operations(of: vendor)
    case .namespace(let name):
      (BuiltinCatalogue.namespace(name) ?? []).map { function($0.name, Callable($0)) }
    case .value(let value):
      value.asNamespace.map(exports) ?? fields(of: value) + methods(of: value.type)
    case .type(let type):
      (type.fields ?? []).filter { Self.isName($0.name) }.map { field($0) }
        + (known.kind.map(methods) ?? [])
    default: known.kind.map(methods) ?? []
    }
  }

  private func operations(of vendor: Vendor) -> [Candidate] {
    Known.vendor(vendor).memberNames.sorted().compactMap { name in
      Callable(vendor, name).map { function(name, $0) }
    }
  }

  private func exports(of namespace: Namespace) -> [Candidate] {
    namespace.members.sorted { $0.key < $1.key }.map { value($0.key, $0.value) }
  }

  private func fields(of value: Value) -> [Candidate] {
    guard let record = value.asRecord ?? value.asError?.fields else { return [] }
    let declared = record.resource?.declared
    let present = zip(record.keys, record.values).filter { Self.isName($0.0.text) }
      .map { key, field in
        let declaration = declared?.resource.field(key.text)
        if field.isNull, let declaration { return self.field(declaration, summary: "null") }
        return self.value(key.text, field, documentation: declaration?.documentation)
      }
    // What is absent reads null.
    let absent = (declared?.resource.fields ?? []).filter { record[$0.name] == nil }
    return present + absent.map { self.field($0) }
  }

  private func field(_ field: ObjectField, summary: String = "") -> Candidate {
    Candidate(
      field.name, type: field.type.description,
      summary: field.documentation?.firstSentence ?? summary)
  }

  private func methods(of type: ValueType) -> [Candidate] {
    let length = Candidate("length", type: "int", summary: "Its length.")
    let hasLength = [.string, .list, .bytes, .range].contains(type)
    return (hasLength ? [length] : [])
      + BuiltinCatalogue.methodNames(on: type).sorted().compactMap { name in
        BuiltinCatalogue.method(name, on: type).map { function(name, Callable($0)) }
      }
  }

  /// Whether a key can come after a dot.
  private static func isName(_ key: String) -> Bool {
    guard let first = key.unicodeScalars.first, first == "_" || first.properties.isAlphabetic else {
      return false
    }
    return key.unicodeScalars.allSatisfy {
      $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType == .decimal
    }
  }
}
