import ArgumentParser
import ImgFlow
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors

/// `imgflow ops [VENDOR] [--json]`.
struct OpsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ops",
    abstract: "Lists the vendors' operations.",
    discussion: """
      Name, method, path, and where the knowledge of the path is from: `seed` for the vendor's \
      document, `public` for public material beyond it, `inferred` for what is neither.
      """)

  @ArgumentParser.Argument(help: "Only this vendor's.")
  var vendor: String?

  @Flag(help: "As JSON, with parameters, results and all else that is known.")
  var json = false

  func run() throws {
    let console = Console()
    let vendors = try vendor.map { [try NamedVendor.find($0)] } ?? BuiltInVendors.all()
    if json {
      let items = try vendors.flatMap { vendor in
        try vendor.listedOperations.map { try OperationRecord($0, of: vendor).value }
      }
      console.write(try JSON.text(of: .list(items), indent: 2) + "\n")
    } else {
      console.write(table(vendors) + "\n")
    }
    console.flush()
  }

  private func table(_ vendors: [Vendor]) -> String {
    let rows = vendors.flatMap { vendor in
      vendor.listedOperations.map {
        [$0.qualifiedName, $0.method, $0.source.kind.rawValue, $0.path.description]
      }
    }
    let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { text, width in
        text + String(repeating: " ", count: width - text.count)
      }.joined(separator: "  ").trimmingSuffix(while: { $0 == " " })
    }.joined(separator: "\n")
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
        "repeat": .string(operation.repetition.rawValue),
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

  private func parameter(_ parameter: ImgFlowVendors.Parameter) throws -> Value {
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
      "deprecated": text(parameter.deprecation), "documentation": text(parameter.documentation),
    ])
  }

  private func text(_ text: String?) -> Value { text.map(Value.string) ?? .null }
}
