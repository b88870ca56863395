import ImgFlowHelp
import ImgFlowSyntax
import ImgFlowValues

/// The structure of a value as a tree, a part a line.
struct TreeView {
  private let scalars: ScalarView
  private let screen: Screen
  private let depth: Int
  private(set) var lines: [StyledLine] = []
  /// How many lines it may take.
  private let limit: Int
  /// How many parts of one value are shown.
  private static let parts = 50

  init(
    _ value: Value, name: String, screen: Screen, limit: Int, depth: Int = 6,
    masked: @escaping (String) -> String
  ) {
    scalars = ScalarView(masked: masked)
    self.screen = screen
    self.depth = depth
    self.limit = limit
    var line = StyledLine(name, .name)
    line.append("  ")
    append(value, to: &line)
    lines.append(line)
    addParts(of: value, prefix: "", depth: 1)
    if lines.count > limit {
      lines.removeSubrange(limit...)
      lines.append(StyledLine("… more; `:tree` of a part shows that", .note))
    }
  }

  private func append(_ value: Value, to line: inout StyledLine) {
    let room = max(8, screen.width - line.width)
    if let list = value.asList {
      line.append(Columns.cut("list of \(Quantity.grouped(list.count))", to: room), .note)
    } else if let record = value.asRecord {
      let type = record.resource?.name ?? "object"
      line.append(Columns.cut("\(type), \(Quantity.of(record.count, "key"))", to: room), .note)
    } else {
      line.append(scalars.line(value, width: room))
    }
  }

  private mutating func addParts(of value: Value, prefix: String, depth: Int) {
    let (parts, count) = Self.parts(of: value)
    guard depth <= self.depth || parts.isEmpty else { return }
    for (index, part) in parts.enumerated() {
      guard lines.count <= limit else { return }
      let isLast = index == count - 1
      var line = StyledLine(prefix + (isLast ? "└─ " : "├─ "), .note)
      line.append(Columns.cut(part.name, to: max(8, screen.width - line.width - 10)), .key)
      line.append("  ")
      append(part.value, to: &line)
      lines.append(line)
      addParts(of: part.value, prefix: prefix + (isLast ? "   " : "│  "), depth: depth + 1)
    }
    if parts.count < count, lines.count <= limit {
      lines.append(
        StyledLine(prefix + "└─ … \(Quantity.grouped(count - parts.count)) more", .note))
    }
  }

  private static func parts(of value: Value) -> (parts: [(name: String, value: Value)], count: Int)
  {
    if let list = value.asList {
      let items = list.items.prefix(Self.parts).enumerated().map { (String($0), $1) }
      return (items, list.count)
    }
    guard let record = value.asRecord ?? value.asError?.fields else { return ([], 0) }
    let fields = zip(record.keys, record.values).prefix(Self.parts)
    return (fields.map { ($0.text, $1) }, record.count)
  }
}
