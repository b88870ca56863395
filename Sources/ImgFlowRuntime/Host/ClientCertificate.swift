import ImgFlowValues

extension HTTPRequest.ClientCertificate {
  private static let keys = ["file", "key", "password"]

  /// Reads `{file: "client.pem", key: "client.key", password: "…"}`, of which only `file` must be there; nil
  /// if it is null.
  ///
  /// - Throws: `ValueError` of kind `validation`, `type` or `io`.
  public init?(_ value: Value, in files: any FileAccess) throws {
    if value.isNull { return nil }
    guard let record = value.asRecord else {
      throw ValueError(
        .type, "`certificate` must be an object, but is \(value.described)", help: Self.help
      )
    }
    if let other = record.keys.first(where: { !Self.keys.contains($0.text) }) {
      throw ValueError(
        .validation, "`certificate` has an unknown field `\(other.text)`", help: Self.help
      )
    }
    let texts = try Self.keys.map { try Self.text(of: $0, in: record) }
    guard let file = texts[0] else {
      guard texts.allSatisfy({ $0 == nil }), record["file"] != nil else {
        throw ValueError(.validation, "`certificate` has no `file`", help: Self.help)
      }
      return nil
    }
    self.init(
      file: try files.absolute(file), keyFile: try texts[1].map(files.absolute), password: texts[2])
  }

  private static let help = "write `certificate: {file: \"client.pem\", key: \"client.key\"}`"

  private static func text(of key: String, in record: RecordObject) throws -> String? {
    guard let value = record[key], !value.isNull else { return nil }
    guard let text = value.asString ?? (key == "password" ? value.asSecret?.text : nil) else {
      throw ValueError(
        .type, "`\(key)` of `certificate` must be a string, but is \(value.described)",
        help: help)
    }
    return text
  }
}
