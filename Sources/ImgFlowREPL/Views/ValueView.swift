import ImgFlowHelp
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// A value in the language's own notation, over several lines if one is not enough, cut to the screen; the
/// parts cut off are counted.
struct ValueView {
  struct Limits {
    var lines: Int
    /// How many containers deep it goes.
    var depth = 5
    /// How many items of a list that is in something, and how many keys of an object there.
    var items = 10
    var keys = 60
  }

  private let scalars: ScalarView
  private let width: Int
  private let limits: Limits
  private(set) var lines: [StyledLine] = []
  /// Whether something is not shown.
  private(set) var isCut = false

  init(_ value: Value, width: Int, limits: Limits, masked: @escaping (String) -> String) {
    scalars = ScalarView(masked: masked)
    self.width = width
    self.limits = limits
    add(value, after: StyledLine(), indent: 0, depth: 0, end: "")
  }

  /// Adds the lines of a value whose first line begins with `start`.
  private mutating func add(
    _ value: Value, after start: StyledLine, indent: Int, depth: Int, end: String
  ) {
    let room = width - start.width - end.count
    var line = start
    if depth > 0 || value.type != .error, let flat = flat(value, room) {
      line.append(flat)
    } else if depth >= limits.depth || value.depth == 0 {
      isCut = true
      line.append(value.depth == 0 ? scalars.line(value, width: room) : beginning(of: value, room))
    } else if let record = value.asRecord {
      return addObject(record, start, indent, depth, end)
    } else if let list = value.asList {
      return addList(list.items, start, indent, depth, end)
    } else if let error = value.asError {
      line.append("error ", .type)
      return addObject(error.fields, line, indent, depth, end)
    }
    line.append(end)
    lines.append(line)
  }

  private var isFull: Bool { lines.count >= limits.lines }

  private func start(_ indent: Int) -> StyledLine {
    StyledLine(String(repeating: " ", count: indent))
  }

  // MARK: - Objects

  private mutating func addObject(
    _ record: RecordObject, _ start: StyledLine, _ indent: Int, _ depth: Int, _ end: String
  ) {
    var first = start
    if let resource = record.resource { first.append("\(resource.name) ", .type) }
    first.append("{")
    lines.append(first)
    let fields = zip(record.keys.map(\.text), record.values)
    let absent = fields.filter { $1.isNull }.map(\.0)
    // Many that are null would hide the few that are not.
    let gathers = absent.count > 3
    var shown = 0
    for (key, field) in fields where !(gathers && field.isNull) {
      guard !isFull, shown < limits.keys else { break }
      var line = self.start(indent + 2)
      line.append(Self.key(key), .key)
      line.append(": ")
      add(field, after: line, indent: indent + 2, depth: depth + 1, end: ",")
      shown += 1
    }
    let present = record.count - (gathers ? absent.count : 0)
    if shown < present { addNote("… \(Quantity.of(present - shown, "more key"))", indent + 2) }
    if gathers {
      let text = Columns.cut("null: " + absent.joined(separator: ", "), to: width - indent - 2)
      addRemark(text, indent + 2)
    }
    close("}" + end, indent)
  }

  // MARK: - Lists

  private mutating func addList(
    _ items: ContainedValues, _ start: StyledLine, _ indent: Int, _ depth: Int, _ end: String
  ) {
    var first = start
    first.append("[")
    lines.append(first)
    let limit = depth == 0 ? Int.max : limits.items
    let shown =
      items.prefix(200).allSatisfy { $0.depth == 0 && $0.type != .string }
      ? fill(items, indent + 2, limit)
      : addItems(items, indent + 2, depth, limit)
    if shown < items.count {
      addNote("… \(Quantity.of(items.count - shown, "more item"))", indent + 2)
    }
    close("]" + end, indent)
  }

  private mutating func addItems(
    _ items: ContainedValues, _ indent: Int, _ depth: Int, _ limit: Int
  ) -> Int {
    for (index, item) in items.enumerated() {
      guard !isFull, index < limit else { return index }
      add(item, after: start(indent), indent: indent, depth: depth + 1, end: ",")
    }
    return items.count
  }

  /// Puts as many short items on a line as there is room for.
  private mutating func fill(_ items: ContainedValues, _ indent: Int, _ limit: Int) -> Int {
    var line = start(indent)
    for (index, item) in items.enumerated() {
      let shown = scalars.line(item, width: width - indent)
      if line.width > indent, line.width + shown.width + 1 > width {
        lines.append(line)
        line = start(indent)
        let isLast = limit < Int.max && lines.count - 1 >= limit
        if isFull || isLast { return index }
      }
      line.append(shown)
      line.append(", ")
    }
    if line.width > indent { lines.append(line) }
    return items.count
  }

  // MARK: - Ends

  private mutating func addNote(_ text: String, _ indent: Int) {
    isCut = true
    addRemark(text, indent)
  }

  private mutating func addRemark(_ text: String, _ indent: Int) {
    var line = start(indent)
    line.append(text, .note)
    lines.append(line)
  }

  private mutating func close(_ bracket: String, _ indent: Int) {
    var line = start(indent)
    line.append(bracket)
    lines.append(line)
  }

  /// A key as a literal of the language writes it.
  static func key(_ key: String) -> String {
    let isName =
      key.unicodeScalars.first.map { $0 == "_" || $0.properties.isAlphabetic } == true
      && key.allSatisfy { $0 == "_" || $0.isLetter || $0.isNumber }
    return isName ? key : ScalarView.quoted(key)
  }
}

// MARK: - On one line

extension ValueView {
  /// The value on one line; nil if that takes more than `width` columns.
  private func flat(_ value: Value, _ width: Int) -> StyledLine? {
    var line = StyledLine()
    return append(value, to: &line, width) ? line : nil
  }

  /// Adds a value as long as there is room, and returns whether there was.
  private func append(_ value: Value, to line: inout StyledLine, _ width: Int) -> Bool {
    guard line.width <= width else { return false }
    if let list = value.asList {
      line.append("[")
      for (index, item) in list.items.enumerated() {
        if index > 0 { line.append(", ") }
        guard append(item, to: &line, width) else { return false }
      }
      line.append("]")
    } else if let record = value.asRecord {
      if let resource = record.resource { line.append("\(resource.name) ", .type) }
      line.append("{")
      for (index, (key, field)) in zip(record.keys, record.values).enumerated() {
        if index > 0 { line.append(", ") }
        line.append(Self.key(key.text), .key)
        line.append(": ")
        guard append(field, to: &line, width) else { return false }
      }
      line.append("}")
    } else {
      // A value that is longer than the room does not fit on one line, and is cut on its own.
      if let text = value.asString, text.utf8.count > width * 4 + 8 { return false }
      line.append(scalars.line(value, width: .max - 8192))
    }
    return line.width <= width
  }

  /// As many parts of a list or object as fit on one line, and how many more there are.
  private func beginning(of value: Value, _ width: Int) -> StyledLine {
    let record = value.asRecord ?? value.asError?.fields
    let values = value.asItems ?? record.map { Array($0.values) } ?? []
    var line = StyledLine()
    if let resource = record?.resource { line.append("\(resource.name) ", .type) }
    line.append(record == nil ? "[" : "{")
    var shown = 0
    for (index, part) in values.enumerated() {
      var next = StyledLine()
      if let record { next.append(Self.key(record.keys[index].text), .key) }
      if record != nil { next.append(": ") }
      let note = "… \(Quantity.of(values.count - index, record == nil ? "more item" : "more key"))"
      let room = width - line.width - note.count - 3
      guard next.width < room, let flat = flat(part, room - next.width) else { break }
      next.append(flat)
      next.append(", ")
      line.append(next)
      shown += 1
    }
    guard shown > 0 else { return scalars.line(value, width: width) }
    let word = record == nil ? "more item" : "more key"
    line.append("… \(Quantity.of(values.count - shown, word))", .note)
    line.append(record == nil ? "]" : "}")
    return line
  }
}
