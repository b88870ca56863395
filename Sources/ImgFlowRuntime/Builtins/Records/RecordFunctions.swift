import ImgFlowValues

/// Reading separated values, which `std/csv` is made of.
enum RecordFunctions {
  /// The method `records` of strings.
  static let method = Builtin(
    listing: "records", [.receiver(.string), .separator, .flag("header")], returns: .list,
    """
    Reads comma-separated values: a list of strings for each line, or with `header: true` an object whose \
    keys are the values of the first line. `std/csv` says more.
    """,
    examples: [
      (#""a,b\n1,\"x,y\"\n".records()"#, #"[["a", "b"], ["1", "x,y"]]"#),
      (#""a;b\n1;2\n".records(separator: ";", header: true)"#, #"[{"a": "1", "b": "2"}]"#),
    ]
  ) { call, use in
    let scratch = TextScratch()
    var rows = RecordRows(
      separator: try call.separator(1), hasHeader: try call.bool(2), scratch)
    try call.stringObject(0).withUTF8 { bytes in
      var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      var pace = Pace()
      while let row = try rows.next(in: bytes, at: &place, isWhole: true) {
        try pace.step()
        guard try use(row) else { return }
      }
    }
  }

  /// The function `records` of the namespace `file`.
  static let function = Builtin(
    "records", [.path, .separator, .flag("header"), .textEncoding], returns: .stream,
    "A stream of the records of a file of comma-separated values, as `string.records` reads them.",
    examples: [(#"file.records("table.csv", header: true).first().area"#, "logo")]
  ) { call in
    let path = try ScriptPath(call)
    // A missing file is reported here, not where the stream is first used.
    _ = try path.open()
    let (separator, hasHeader) = (try call.separator(1), try call.bool(2))
    return .heap(
      RecordStream(
        path, try call.textEncoding(3), separator: separator, hasHeader: hasHeader))
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
}

extension NativeCall {
  fileprivate func separator(_ index: Int) throws -> UInt8 {
    try string(index).utf8.first ?? UInt8(ascii: ",")
  }
}
