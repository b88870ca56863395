import ImgFlowCatalogue
import ImgFlowValues

/// The objects that answers of a vendor held, by the types that they are declared with, and what of them
/// can be given to its operations: a field of the same resource, or an object of the same shape.
struct AnsweredParts {
  private let vendor: Vendor
  private var kinds: [Kind] = []

  /// Objects of one type.
  private struct Kind {
    var name: String
    var fields: [ObjectField]
    var records: [RecordObject]
  }

  /// A value that an answer may have, for a parameter.
  struct Echo {
    var operation: ImgFlowCatalogue.Operation
    var parameter: ImgFlowCatalogue.Operation.Parameter
    var value: Value
    /// Where it comes from.
    var source: String
  }

  init(_ vendor: Vendor) { self.vendor = vendor }

  // MARK: - Collecting

  /// Takes what is in an answer of an operation.
  mutating func collect(_ value: Value, of operation: ImgFlowCatalogue.Operation) {
    guard let type = operation.result else { return }
    if case .stream(let item) = type.form { return collect(value, .list(of: item), "") }
    collect(value, type, "")
  }

  private mutating func collect(_ value: Value, _ type: Type, _ name: String) {
    switch type.form {
    case .named(let named): collect(value, named.definition, named.name)
    case .optional(let inner), .bounded(let inner, _): collect(value, inner, name)
    case .list(let item): for part in value.asItems ?? [] { collect(part, item, "") }
    case .object(let object): collect(value, object.fields, name)
    case .resource(let reference): collect(value, reference.fields, reference.name)
    case .union(let members): for member in members { collect(value, member, name) }
    case .any, .scalar, .literal, .matching, .stream, .map, .function, .derived: break
    }
  }

  private mutating func collect(_ value: Value, _ fields: [ObjectField], _ name: String) {
    guard let record = value.asRecord,
      fields.allSatisfy({ !$0.isRequired || $0.type.allowsNull || record[$0.name] != nil })
    else { return }
    for field in fields { record[field.name].map { collect($0, field.type, "") } }
    if let index = kinds.firstIndex(where: { $0.name == name && $0.fields.count == fields.count }) {
      if kinds[index].records.count < 3 { kinds[index].records.append(record) }
    } else {
      kinds.append(Kind(name: name, fields: fields, records: [record]))
    }
  }

  // MARK: - Giving back

  /// All that an operation can be given of what was answered, each value once.
  func echoes(for operation: ImgFlowCatalogue.Operation) -> [Echo] {
    let inPath = Set(operation.path.parameters)
    return operation.parameters.filter { !inPath.contains($0.name) }.flatMap {
      parameter -> [Echo] in
      var seen: Set<String> = []
      return (fieldEchoes(operation, parameter) + objectEchoes(operation, parameter)).filter {
        seen.insert((try? JSON.text(of: $0.value)) ?? $0.source).inserted
      }
    }
  }

  /// Fields of what the operation itself answers, which others answer too.
  private func fieldEchoes(
    _ operation: ImgFlowCatalogue.Operation, _ parameter: ImgFlowCatalogue.Operation.Parameter
  ) -> [Echo] {
    guard let name = operation.result.flatMap(Self.name),
      let kind = kinds.first(where: { $0.name == name }),
      let field = kind.fields.first(where: { field in
        [parameter.name, parameter.wire.name].contains { $0.map(field.names.contains) ?? false }
      })
    else { return [] }
    var values = kind.records.compactMap { $0[field.name] }
    if field.type.allowsNull || !field.isRequired { values.append(.null) }
    return values.map {
      Echo(
        operation: operation, parameter: parameter, value: $0, source: "\(name).\(field.name)")
    }
  }

  private static func name(of type: Type) -> String? {
    switch type.form {
    case .resource(let reference): reference.name
    case .named(let named): named.name
    case .optional(let inner), .list(let inner), .stream(let inner): name(of: inner)
    case .union(let members): members.lazy.compactMap(name).first
    default: nil
    }
  }

  /// Objects that have all that a parameter, or each item of it, needs.
  private func objectEchoes(
    _ operation: ImgFlowCatalogue.Operation, _ parameter: ImgFlowCatalogue.Operation.Parameter
  ) -> [Echo] {
    shapes(parameter.type, "").flatMap { shape in
      kinds.filter { Self.fits($0, shape.name, shape.fields) }.flatMap { kind -> [Echo] in
        // The variants of others have the same fields as those of the first.
        let variants = kind.records.first.map { Self.variants($0, kind.fields) } ?? []
        return (kind.records + variants).map { record in
          let value = Value.heap(record)
          return Echo(
            operation: operation, parameter: parameter,
            value: shape.isList ? (try? .list([value])) ?? value : value, source: kind.name)
        }
      }
    }
  }

  private typealias Shape = (name: String, fields: [ObjectField], isList: Bool)

  private func shapes(_ type: Type, _ name: String) -> [Shape] {
    switch type.form {
    case .named(let named): shapes(named.definition, named.name)
    case .optional(let inner), .bounded(let inner, _): shapes(inner, name)
    case .list(let item): shapes(item, "").map { ($0.name, $0.fields, true) }
    case .object(let object): [(name, object.fields, false)]
    case .resource(let reference): [(reference.name, reference.fields, false)]
    case .union(let members): members.flatMap { shapes($0, name) }
    case .any, .scalar, .literal, .matching, .stream, .map, .function, .derived: []
    }
  }

  /// Whether an answered object has what a parameter needs: by its name, or as it promises all fields that
  /// are needed.
  private static func fits(_ kind: Kind, _ name: String, _ fields: [ObjectField]) -> Bool {
    if !name.isEmpty, kind.name == name { return true }
    func firm(_ fields: [ObjectField]) -> Set<String> {
      Set(fields.filter { $0.isRequired && !$0.type.allowsNull }.map(\.name))
    }
    let (needed, common) = (
      firm(fields), Set(kind.fields.map(\.name)).intersection(fields.map(\.name))
    )
    return !needed.isEmpty && needed.isSubset(of: firm(kind.fields)) && common.count > 1
  }

  /// The object with null for all that may be null, and without all that may be missing.
  private static func variants(_ record: RecordObject, _ fields: [ObjectField]) -> [RecordObject] {
    let loose = fields.filter { $0.type.allowsNull || !$0.isRequired }.map(\.name)
    let entries = zip(record.keys.map(\.text), record.values)
    let others = entries.filter { !loose.contains($0.0) }
    let nulls = others + loose.map { ($0, Value.null) }
    return [nulls, others].compactMap { try? RecordObject($0) }
  }
}
