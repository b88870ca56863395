import ImgFlow
import ImgFlowCatalogue
import ImgFlowCommandLine
import ImgFlowSyntax
import ImgFlowValues

/// `imgflow ops [VENDOR] [--json]`.
struct OpsCommand: ImgFlowCommand {
  private var vendor: String?
  private var json = false
  var wantsHelp = false

  static let name = "imgflow ops"
  static let summary = "Lists the vendors' operations."
  static let usage = "[VENDOR] [flags]"
  static let discussion = """
    Name, method, path, and the source of the path: `seed` for the vendor's document, `public` for \
    other public material, `inferred` for neither. A line below shows the limits of a file that is \
    sent.
    """

  static var flags: [CommandFlag<Self>] {
    [
      CommandFlag("json", "As JSON, with parameters, results and all other details.") {
        $0.json = true
      }
    ]
  }

  static var operand: CommandOperand<Self>? {
    CommandOperand("VENDOR", .optional, offer: .words(BuiltInVendors.names)) { $0.vendor = $1 }
  }

  func run() throws -> Int32 {
    let console = Console()
    defer { console.flush() }
    let vendors = try vendor.map { [try NamedVendor.find($0)] } ?? BuiltInVendors.all()
    if json {
      let items = try vendors.flatMap { vendor in
        try vendor.listedOperations.map { try OperationRecord($0, of: vendor).value }
      }
      console.write(try JSON.text(of: .list(items), indent: 2) + "\n")
    } else {
      console.write(table(vendors) + "\n")
    }
    return ExitStatus.success
  }

  private func table(_ vendors: [Vendor]) -> String {
    let operations = vendors.flatMap(\.listedOperations)
    let rows = operations.map {
      [$0.qualifiedName, $0.method, $0.source.kind.rawValue, $0.path.description]
    }
    let widths = (0..<4).map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    return zip(operations, rows).flatMap { operation, row in
      let line = zip(row, widths).map(Columns.padded).joined(separator: "  ").trimmingSuffix(
        while: { $0 == " " })
      return [line] + files(of: operation)
    }.joined(separator: "\n")
  }

  /// What the files that an operation sends must be like, a line each.
  private func files(of operation: Operation) -> [String] {
    operation.parameters.compactMap { parameter in
      let phrases = parameter.fileRules?.phrases.joined(separator: ", ") ?? ""
      return phrases.isEmpty ? nil : "  \(parameter.name): \(phrases)"
    }
  }
}

extension Vendor {
  /// The operations that scripts call.
  var listedOperations: [Operation] { operations.filter { !$0.isInternal } }
}

extension String {
  fileprivate func trimmingSuffix(while isUnwanted: (Character) -> Bool) -> String {
    var text = self
    while let last = text.last, isUnwanted(last) { text.removeLast() }
    return text
  }
}

/// An operation as `imgflow ops --json` shows it.
private struct OperationRecord {
  let operation: Operation
  let vendor: Vendor

  init(_ operation: Operation, of vendor: Vendor) {
    self.operation = operation
    self.vendor = vendor
  }

  var value: Value {
    get throws {
      try .object([
        "vendor": .string(operation.vendor), "name": .string(operation.name),
        "section": text(operation.section), "method": .string(operation.method),
        "path": .string(operation.path.description), "source": source,
        "parameters": .list(operation.parameters.map { try parameter($0) }),
        "result": text(operation.result?.description), "status": .int(operation.status),
        "repeat": .string(operation.repetition.name), "key": text(operation.keyHeader),
        "costs": .heap(RecordObject(operation.costs.map { ($0.unit, cost($0)) })),
        "limits": limits(operation.limits),
        "asynchronous": .bool(vendor.isAsynchronous(operation)),
        "paginated": .bool(operation.paging != nil),
        "documentation": text(operation.documentation),
      ])
    }
  }

  private var source: Value {
    get throws {
      try .object([
        "kind": .string(operation.source.kind.rawValue), "reason": text(operation.source.reason),
      ])
    }
  }

  /// A number, or the expression that gives one.
  private func cost(_ cost: Operation.Cost) -> Value {
    cost.amount.literalValue ?? .string(cost.amount.onOneLine)
  }

  /// How many requests are sent, null if nothing is known of it.
  private func limits(_ limits: RequestLimits) throws -> Value {
    guard !limits.isEmpty else { return .null }
    return try .object([
      "rates": .list(
        limits.rates.map {
          try .object(["count": .int($0.count), "per": .duration(milliseconds: $0.window)])
        }), "atOnce": limits.concurrency.map(Value.int) ?? .null,
    ])
  }

  private func parameter(_ parameter: Operation.Parameter) throws -> Value {
    var isRequired = false
    var defaultValue = Value.null
    switch parameter.presence {
    case .required: isRequired = true
    case .optional: break
    case .literal(let value): defaultValue = value
    case .supplied(let supplier, let name): defaultValue = .string("\(supplier.rawValue).\(name)")
    }
    return try .object([
      "name": .string(parameter.name), "type": .string(parameter.type.description),
      "required": .bool(isRequired), "default": defaultValue,
      "file": parameter.type.scalar == .file ? try file(parameter.fileRules) : .null,
      "deprecated": text(parameter.deprecation), "documentation": text(parameter.documentation),
    ])
  }

  /// What a file must be like: the endings of its name, and the bounds of its bytes and pixels.
  private func file(_ rules: FileRules?) throws -> Value {
    try .object([
      "kinds": .list((rules?.kinds ?? []).map(Value.string)), "bytes": bounds(rules?.size),
      "width": bounds(rules?.width), "height": bounds(rules?.height),
    ])
  }

  /// Null where anything goes.
  private func bounds(_ bounds: Bounds?) throws -> Value {
    guard let bounds else { return .null }
    // No bound of a file is open, or between two whole numbers.
    let ends = [bounds.lower?.asInt, bounds.upper?.asInt]
    return try .object([
      "min": ends[0].map(Value.int) ?? .null,
      "max": ends[1].map { .int(bounds.isClosed ? $0 : $0 - 1) } ?? .null,
    ])
  }

  private func text(_ text: String?) -> Value { text.map(Value.string) ?? .null }
}
