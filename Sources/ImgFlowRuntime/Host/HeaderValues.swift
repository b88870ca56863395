import ImgFlowValues

/// The headers of a response as scripts see them: under their lowercase names, and none of them lost.
package enum HeaderValues {
  /// The one header that is never joined: its values have commas in them (RFC 9110 section 5.3).
  private static let unjoined = "set-cookie"

  /// A string for each name, where a header that comes several times is joined by commas;
  /// `set-cookie` has a list.
  package static func joined(_ headers: [(name: String, value: String)]) throws -> Value {
    try record(headers) { name, values in
      name == unjoined ? try list(values) : .string(values.joined(separator: ", "))
    }
  }

  /// A list for each name, with one item for each time that the header came.
  package static func lists(_ headers: [(name: String, value: String)]) throws -> Value {
    try record(headers) { _, values in try list(values) }
  }

  private static func list(_ values: [String]) throws -> Value {
    try .list(values.map(Value.string))
  }

  private static func record(
    _ headers: [(name: String, value: String)], _ value: (String, [String]) throws -> Value
  ) throws -> Value {
    var names: [String] = []
    var values: [String: [String]] = [:]
    for header in headers {
      let name = header.name.lowercased()
      if values[name] == nil { names.append(name) }
      values[name, default: []].append(header.value)
    }
    return .heap(try RecordObject(names.map { ($0, try value($0, values[$0] ?? [])) }))
  }
}
