import ImgFlowValues

/// The namespace `yaml`: the part of YAML 1.2 that is a friendlier way to write JSON.
enum YAMLNamespace {
  static let all: [Builtin] = [
    Builtin(
      "parse", [Builtin.Parameter("text", [.string, .bytes])], returns: .any,
      """
      Reads a YAML document by the rules of YAML 1.2: `yes` and `no` are strings, and so is a number \
      with leading zeros. Anchors, tags, keys that are not scalars, repeated keys and several documents are `parse` \
      errors with their line and column, like every mistake.
      """,
      examples: [
        (#"yaml.parse("name: logo\nareas: [1, 2.5]")"#, #"{"name": "logo", "areas": [1, 2.5]}"#),
        (#"yaml.parse("- yes\n- ~\n- 0x1F")"#, #"["yes", null, 31]"#),
      ]
    ) { call in
      let text = try call[0].asBytes.map {
        try EncodedText.read($0.bytes, of: "the YAML text")
      }
      var reader = try YAMLReader(text ?? call.string(0))
      return try reader.document()
    },
    Builtin(
      "stringify", [Builtin.Parameter("value", .any)], returns: .string,
      """
      Writes a value as YAML that reads back as the same value; times and durations become ISO 8601 \
      strings. What JSON cannot represent is a `type` error. With a secret in it the result is secret.
      """,
      examples: [
        (#"yaml.stringify({name: "a", tags: ["x", "1"]})"#, "name: a\ntags:\n  - x\n  - \"1\"\n")
      ]
    ) { call in
      // Writing JSON first finds everything that has no form, and says where it is.
      _ = try JSON.stringify(call[0])
      var writer = YAMLWriter()
      try writer.writeDocument(call[0])
      return writer.text.value
    },
  ]
}
