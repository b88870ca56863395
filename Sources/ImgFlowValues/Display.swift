extension Value {
  /// What `print` and interpolation write: strings, times, durations and periods bare, anything else on one
  /// line of JSON, and a name such as `bytes(12)` where JSON has no form. Secrets stay masked.
  public var displayText: String {
    switch self {
    case .int(let number): return number.description
    case .float(let number): return number.description
    case .heap(let object as StringObject): return object.text
    case .heap(let object as TimeObject): return TimeText.iso(object)
    case .heap(let object as DurationObject): return DurationText.short(object.milliseconds)
    case .heap(let object as PeriodObject): return PeriodText.short(object.months)
    default: return written(limit: .max)
    }
  }

  /// Returns `displayText` for a script to use.
  ///
  /// - Throws: `ValueError.stringTooLong`; what the check of `Checkpoint` throws.
  public func displayed() throws -> String {
    guard depth > 0 else { return displayText }
    var writer = ValueWriter(.display)
    try writer.write(self)
    try Memory.claim(bytes: writer.output.count)
    return writer.output.text
  }

  /// A string for messages about this value: what `print` writes, strings quoted, cut after about `limit`
  /// characters with the value's size: `"abc…" (2,113 chars)`.
  public func shortDescription(limit: Int = 40) -> String {
    let limit = max(1, limit)
    if type == .time || type == .duration || type == .period { return displayText }
    // A cut string would cost its closing quote, hence the margin.
    let text = written(limit: limit + 2)
    if text.utf8.count <= limit + 2 || text.count <= limit + 2 { return text }
    let cut = text.prefix(limit) + "…"
    return switch self {
    case .heap(let object as StringObject): "\(cut)\" (\(Self.grouped(object.length)) chars)"
    case .heap(let object as ListObject): "\(cut)] (\(Self.grouped(object.items.count)) items)"
    case .heap(let object as RecordObject): "\(cut)} (\(Self.grouped(object.count)) keys)"
    default: String(cut)
    }
  }

  private func written(limit: Int) -> String {
    var writer = ValueWriter(.display, limit: limit)
    // Displaying refuses nothing.
    try? writer.write(self)
    return writer.output.text
  }

  /// Returns a count with commas: `2,113`.
  static func grouped(_ count: Int) -> String {
    var groups: [String] = []
    var rest = count
    while rest >= 1000 {
      groups.append(String(rest % 1000 + 1000).dropFirst().description)
      rest /= 1000
    }
    return ([String(rest)] + groups.reversed()).joined(separator: ",")
  }
}

extension ErrorObject {
  /// What JSON and equality see of an error: two that differ in their place only are equal.
  var fieldsWithoutTrace: RecordObject {
    let trace = StringObject("trace")
    guard fields[trace] != nil else { return fields }
    let copy = fields.copied()
    copy.remove(trace)
    return copy
  }
}
