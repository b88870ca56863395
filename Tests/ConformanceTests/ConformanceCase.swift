import Foundation
import ImgFlowSyntax
import TestSupport
import Testing

/// A script below `Tests/Conformance`, named by its path there without `.imgflow`.
///
/// Files whose names begin with `_` are no cases but modules and data for the cases beside them.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
  let name: String

  var testDescription: String { name }

  var path: String { Self.root + "/" + name + Self.suffix }

  func source() throws -> SourceFile {
    SourceFile(
      name: path, text: try String(contentsOfFile: path, encoding: .utf8), location: path)
  }

  /// Where a failure is shown: in the script itself.
  func location(line: Int) -> SourceLocation {
    SourceLocation(
      fileID: "Conformance/\(name)\(Self.suffix)", filePath: path, line: max(line, 1), column: 1)
  }

  /// All cases by name, or those that begin with the environment's `IMGFLOW_CASES`.
  static let all: [ConformanceCase] = {
    let prefix = ProcessInfo.processInfo.environment["IMGFLOW_CASES"] ?? ""
    let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(suffix) }
      .filter { $0.split(separator: "/").last?.hasPrefix("_") == false }
      .map { String($0.dropLast(suffix.count)) }
      .filter { $0.hasPrefix(prefix) }
      .sorted()
      .map(ConformanceCase.init)
  }()

  private static let suffix = ".imgflow"
  static let root = Repository.root.appending(path: "Tests/Conformance").path
}
