import ImgFlowRuntime
import ImgFlowValues

/// Variables in a file such as `.env`: lines `NAME=value`, with quotes where a value needs them. Nothing
/// in it is expanded.
package enum EnvironmentFile {
  /// Reads the variables in a string.
  ///
  /// - Parameter name: how messages name the file. They never show its lines, which hold secrets.
  /// - Throws: `SetupError` with the number of a line that is malformed.
  package static func read(_ text: String, name: String) throws -> [String: String] {
    var variables: [String: String] = [:]
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let line = trimmed(line)
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let (variable, value) = variable(line) else {
        throw SetupError(
          "\(name):\(index + 1): this is not a variable",
          help: "a line is `NAME=value`, `NAME=\"a value\"`, a comment after `#`, or empty")
      }
      variables[variable] = value
    }
    return variables
  }

  private static func variable(_ line: Substring) -> (name: String, value: String)? {
    let start = line.hasPrefix("export ") ? trimmed(line.dropFirst(7)) : line
    guard let equal = start.firstIndex(of: "=") else { return nil }
    let name = start[..<equal]
    let isName = name.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "_") || (byte < 128 && Character(UnicodeScalar(byte)).isLetter)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    guard isName, let first = name.first, !first.isNumber else { return nil }
    return value(trimmed(start[equal...].dropFirst())).map { (String(name), $0) }
  }

  /// The value of the string after `=`; nil if a quote is not closed.
  private static func value(_ text: Substring) -> String? {
    guard let quote = text.first, quote == "\"" || quote == "'" else {
      let end = text.range(ofComment: " #") ?? text.endIndex
      return String(trimmed(text[..<end]))
    }
    let rest = text.dropFirst()
    guard let end = rest.firstIndex(of: quote) else { return nil }
    let after = trimmed(rest[end...].dropFirst())
    return after.isEmpty || after.hasPrefix("#") ? String(rest[..<end]) : nil
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return text
  }
}

extension Substring {
  /// Where a mark begins; nil if it is not there.
  fileprivate func range(ofComment mark: String) -> Index? {
    indices.first { self[$0...].hasPrefix(mark) }
  }
}
