import ImgFlow
import ImgFlowCommandLine
import ImgFlowValues

/// The file of `--params`: a JSON object with values of parameters.
struct ParameterFile {
  /// As it was named on the command line.
  let path: String
  let values: [(key: String, value: Value)]

  /// - Throws: `UsageError` if it cannot be read, or is not a JSON object.
  init(_ path: String) throws {
    self.path = path
    let files = DiskFiles()
    let bytes: [UInt8]
    do { bytes = try files.read(path) } catch let error as ValueError {
      throw UsageError(error.message, help: error.help)
    }
    let json: Value
    do { json = try JSON.parse(bytes) } catch {
      throw UsageError(
        "the parameters cannot be read: \(error.message) (\(path):\(error.line):\(error.column))",
        help: error.help)
    }
    guard let record = json.asRecord else {
      throw UsageError(
        "\(path) must be a JSON object, but is \(json.described)",
        help: "write a key for each parameter, such as {\"size\": 2}")
    }
    values = zip(record.keys, record.values).map { ($0.text, $1) }
  }
}
