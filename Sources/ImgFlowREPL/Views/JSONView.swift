import ImgFlowHelp
import ImgFlowValues

/// A value as JSON on several lines.
struct JSONView {
  /// - Throws: `ValueError` for a value that JSON has no form for.
  static func lines(_ value: Value, masked: (String) -> String) throws -> [StyledLine] {
    try masked(JSON.text(of: value, indent: 2)).split(separator: "\n").map { line($0) }
  }

  /// Colours a line of JSON that is known to be well formed.
  private static func line(_ text: Substring) -> StyledLine {
    var line = StyledLine()
    var rest = text
    while let first = rest.first {
      let piece: Substring
      switch first {
      case "\"":
        piece = rest.prefix(endOfString(rest))
        line.append(String(piece), rest.dropFirst(piece.count).first == ":" ? .key : .string)
      case "0"..."9", "-":
        piece = rest.prefix { $0.isNumber || "+-.eE".contains($0) }
        line.append(String(piece), .number)
      case "t", "f", "n":
        piece = rest.prefix { $0.isLetter }
        line.append(String(piece), .word)
      default:
        piece = rest.prefix { !"\"-0123456789tfn".contains($0) }
        line.append(String(piece))
      }
      rest = rest.dropFirst(piece.count)
    }
    return line
  }

  /// How many characters the string that `text` begins with takes.
  private static func endOfString(_ text: Substring) -> Int {
    var isEscaped = false
    for (index, character) in text.enumerated().dropFirst() {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        return index + 1
      }
    }
    return text.count
  }
}
