import ImgFlowValues

/// The namespace `toml`: TOML 1.0, in which many programs keep their settings.
enum TOMLNamespace {
  static let all: [Builtin] = [
    Builtin(
      "parse", [Builtin.Parameter("text", [.string, .bytes])], returns: .object,
      """
      Reads a TOML document (version 1.0). A date with a time and an offset is a `time`; other dates and times are \
      strings, as no instant belongs to them. `inf` and `nan`, which floats do not have here, and every mistake are \
      `parse` errors with their line and column.
      """,
      examples: [
        (
          #"toml.parse("name = \"logo\"\n[size]\nwidth = 1_200")"#,
          #"{"name": "logo", "size": {"width": 1200}}"#
        ),
        (
          #"toml.parse("at = 2026-11-23T10:00:00+02:00\nday = 2026-11-23")"#,
          #"{"at": "2026-11-23T08:00:00Z", "day": "2026-11-23"}"#
        ),
      ]
    ) { call in
      let text = try call[0].asBytes.map { try EncodedText.read($0.bytes, of: "the TOML text") }
      var reader = TOMLReader(try text ?? call.string(0))
      return .heap(try reader.document())
    }
  ]
}
