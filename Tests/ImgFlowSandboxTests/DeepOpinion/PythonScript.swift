import Foundation
import ImgFlowValues
import TestSupport

/// Scripts of `Tests/Fixtures/documents`, which print JSON.
enum PythonScript {
  /// Runs a script with a file of input, or with arguments.
  static func run(
    _ script: String, _ arguments: String..., input: String? = nil
  ) throws -> [Value] {
    let folder = try TemporaryFolder()
    let file = try input.map { [try folder.write($0, to: "input")] } ?? []
    let printed = try Python.run(fixture: "documents/\(script)", arguments + file)
    return items(try JSON.parse(Array(printed.utf8)))
  }

  static func table(_ value: Value?) -> [[String]] {
    items(value).map { row in items(row).map { $0.asString ?? "" } }
  }

  private static func items(_ value: Value?) -> [Value] {
    value?.asList.map { Array($0.items) } ?? []
  }
}
