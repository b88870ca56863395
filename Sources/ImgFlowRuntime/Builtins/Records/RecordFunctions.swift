import ImgFlowValues

/// Reading separated values, which `std/csv` is made of.
enum RecordFunctions {
  /// The method `records` of strings.
  static let method = Builtin(
    listing: "records", [.receiver(.string), .separator, .flag("header"), .types],
    returns: .list,
    """
    Reads comma-separated values: a list of strings for each line, or with `header: true` an object whose \
    keys are the values of the first line, of the `types` that are given. `std/csv` says more.
    """,
    examples: [
      (#""a,b\n1,\"x,y\"\n".records()"#, #"[["a", "b"], ["1", "x,y"]]"#),
      (#""a;b\n1;2\n".records(separator: ";", header: true)"#, #"[{"a": "1", "b": "2"}]"#),
      (#""a,b\n1,2\n".records(header: true, types: {b: "int"})"#, #"[{"a": "1", "b": 2}]"#),
    ]
  ) { call, use in
    let scratch = TextScratch()
    var rows = RecordRows(try call.recordForm(types: 3), scratch)
    try call.stringObject(0).withUTF8 { bytes in
      var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      var pace = Pace()
      while let row = try rows.next(in: bytes, at: &place, isWhole: true) {
        try pace.step()
        guard try use(row) else { return }
      }
    }
  }

  /// The method `toRecords` of lists.
  static let writing = Builtin(
    "toRecords", [.receiver(.list), .separator, .flag("spreadsheet")], returns: .string,
    """
    Writes lists of values as comma-separated values, one line for each, which `records` of strings reads. \
    `std/csv` says more.
    """,
    examples: [
      (#"[["a", "x,y"], [1, null]].toRecords().lines()"#, #"["a,\"x,y\"", "1,"]"#)
    ]
  ) { call in
    let scratch = call.scratch
    let start = scratch.count
    defer { scratch.truncate(to: start) }
    let writer = RecordWriter(
      separator: try call.separator(1), guardsFormulas: try call.bool(2), scratch: scratch)
    var pace = Pace()
    for (index, row) in try call.list(0).items.enumerated() {
      try pace.step()
      guard let values = row.asList, values.count > 0 else {
        throw ValueError(
          .type, "item \(index) is `\(row.shortDescription())`, not a list of values",
          help: row.type == .object ? "`csv.stringify` of `std/csv` writes objects" : nil)
      }
      try writer.write(values)
      try BuiltinLimits.checkBytes(scratch.count - start)
    }
    try BuiltinLimits.claimBytes(scratch.count - start)
    return .heap(scratch.string(from: start))
  }

  /// The function `records` of the namespace `file`.
  static let function = Builtin(
    "records", [.path, .separator, .flag("header"), .textEncoding, .types], returns: .stream,
    "A stream of the records of a file of comma-separated values, as `string.records` reads them.",
    examples: [(#"file.records("table.csv", header: true).first().area"#, "logo")]
  ) { call in
    let form = try call.recordForm(types: 4)
    return .heap(
      try FileStream(call, of: "file.records", encoding: 3) { RecordIterator($0, form, $1) })
  }
}

extension Builtin.Parameter {
  fileprivate static let separator = Self(
    "separator", .words([",", ";", "\t", "|"]), .defaulted(.string(","))
  ) { value, _ in
    guard let text = value.asString, [",", ";", "\t", "|"].contains(text) else {
      throw ValueError(
        .validation, "`separator` must be a comma, a semicolon, a tab or `|`")
    }
    return value
  }

  /// The types of columns by their names.
  fileprivate static let types = Self("types", .map(of: .string), .optional)
}

extension NativeCall {
  /// The form of the records: the separator is the second argument, and `header` the third.
  ///
  /// - Throws: a `validation` error for types that do not fit it.
  fileprivate func recordForm(types index: Int) throws -> RecordRows.Form {
    let types = isGiven(index) ? try ColumnTypes(record(index)) : .none
    let hasHeader = try bool(2)
    guard hasHeader || types.isEmpty else {
      throw ValueError(
        .validation, "`types` needs the names of the columns, which are in the header",
        help: "read the rows with `header: true`")
    }
    return RecordRows.Form(separator: try separator(1), hasHeader: hasHeader, types: types)
  }

  fileprivate func separator(_ index: Int) throws -> UInt8 {
    try string(index).utf8.first ?? UInt8(ascii: ",")
  }
}
