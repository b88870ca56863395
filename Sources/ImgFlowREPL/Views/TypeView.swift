import ImgFlowAnalysis
import ImgFlowHelp
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// The type of a value as an annotation would say it: `[{id: int, name: string?}]`.
indirect enum ValueShape: Equatable, Sendable {
  case name(String)
  case list(ValueShape?)
  case object(resource: String?, [Field])
  case optional(ValueShape)

  struct Field: Equatable, Sendable {
    let name: String
    var shape: ValueShape
    /// Whether every object has it.
    var isAlways = true
  }

  /// How many items of a list are looked at, and how deep.
  private static let sample = 200
  private static let depth = 8

  init(_ value: Value, depth: Int = 0) {
    if depth >= Self.depth {
      self = .name(value.type.name)
    } else if let list = value.asList {
      let shapes = list.items.prefix(Self.sample).map { ValueShape($0, depth: depth + 1) }
      self = .list(shapes.first.map { shapes.dropFirst().reduce($0) { $0.merged(with: $1) } })
    } else if let record = value.asRecord {
      self = .object(
        resource: record.resource?.name,
        zip(record.keys, record.values).map {
          Field(name: $0.text, shape: ValueShape($1, depth: depth + 1))
        })
    } else {
      self = .name(value.type.name)
    }
  }

  /// What is known of a value that has not been computed.
  init(_ type: Type) {
    switch type.form {
    case .list(let element): self = .list(ValueShape(element))
    case .optional(let inner): self = .optional(ValueShape(inner))
    case .object(let object):
      self = .object(
        resource: nil,
        object.fields.map {
          Field(name: $0.name, shape: ValueShape($0.type), isAlways: $0.isRequired)
        })
    case .union where type.allowsNull && type.withoutNull.kinds != type.kinds:
      self = .optional(ValueShape(type.withoutNull))
    default: self = .name(type.sourceText)
    }
  }

  private static let null = ValueShape.name("null")

  private func merged(with other: ValueShape) -> ValueShape {
    if self == other { return self }
    switch (self, other) {
    case (Self.null, .optional), (.optional, Self.null): return self == Self.null ? other : self
    case (Self.null, _): return .optional(other)
    case (_, Self.null): return .optional(self)
    case (.optional(let one), .optional(let two)): return .optional(one.merged(with: two))
    case (.optional(let one), _): return .optional(one.merged(with: other))
    case (_, .optional(let two)): return .optional(merged(with: two))
    case (.list(let one), .list(let two)):
      guard let one, let two else { return .list(one ?? two) }
      return .list(one.merged(with: two))
    case (.object(let name, let one), .object(let otherName, let two)):
      return .object(resource: name == otherName ? name : nil, Self.merged(one, two))
    case (.name("int"), .name("float")), (.name("float"), .name("int")): return .name("number")
    case (.name("number"), .name("int")), (.name("number"), .name("float")): return self
    default: return .name("any")
    }
  }

  private static func merged(_ one: [Field], _ two: [Field]) -> [Field] {
    var fields = one
    let places = Dictionary(one.enumerated().map { ($1.name, $0) }) { first, _ in first }
    var met: Set<String> = []
    for field in two {
      met.insert(field.name)
      guard let place = places[field.name] else {
        fields.append(Field(name: field.name, shape: field.shape, isAlways: false))
        continue
      }
      fields[place].shape = fields[place].shape.merged(with: field.shape)
      fields[place].isAlways = fields[place].isAlways && field.isAlways
    }
    for index in fields.indices where !met.contains(fields[index].name) {
      fields[index].isAlways = false
    }
    return fields
  }
}

extension ValueShape {
  /// The type on one line.
  var text: String {
    switch self {
    case .name(let name): name
    case .list(let element): "[\(element?.text ?? "")]"
    case .optional(let shape): shape.text + "?"
    case .object(let resource, let fields):
      resource ?? "{"
        + fields.map { "\(ValueView.key($0.name))\($0.isAlways ? "" : "?"): \($0.shape.text)" }
        .joined(separator: ", ") + "}"
    }
  }

  /// The type over as many lines as it takes, with what a resource consists of.
  func lines(width: Int) -> [StyledLine] {
    var lines: [StyledLine] = []
    add(to: &lines, StyledLine(), indent: 0, width, end: "")
    return lines
  }

  private func add(
    to lines: inout [StyledLine], _ start: StyledLine, indent: Int, _ width: Int, end: String
  ) {
    var line = start
    switch self {
    case .object(let resource, let fields) where !fields.isEmpty && !fits(line, indent, width, end):
      line.append(resource.map { "\($0) {" } ?? "{", .type)
      lines.append(line)
      for field in fields {
        var line = StyledLine(String(repeating: " ", count: indent + 2))
        line.append(ValueView.key(field.name) + (field.isAlways ? "" : "?"), .key)
        line.append(": ")
        field.shape.add(to: &lines, line, indent: indent + 2, width, end: "")
      }
      lines.append(StyledLine(String(repeating: " ", count: indent) + "}" + end, .type))
    case .list(let element?) where !fits(line, indent, width, end):
      line.append("[", .type)
      element.add(to: &lines, line, indent: indent, width, end: "]" + end)
    default:
      line.append(text + end, .type)
      lines.append(line)
    }
  }

  private func fits(_ line: StyledLine, _ indent: Int, _ width: Int, _ end: String) -> Bool {
    // The request is for what the outermost resource consists of.
    if case .object(_?, _) = self, indent == 0, line.width <= 1 { return false }
    if case .list(.object(_?, _)?) = self, indent == 0, line.width == 0 { return false }
    return line.width + DisplayWidth.of(text) + end.count <= width
  }
}
