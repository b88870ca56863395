import ImgFlowHelp
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// The ways to the parts of a value, as expressions: `jobs[3].outputPath`.
struct PathView {
  private(set) var found: [(path: String, value: Value)] = []
  private(set) var isCut = false
  private let wanted: String?
  private let limit: Int
  /// How many parts are looked at: values that share parts can be endless to go through.
  private var left = 200_000

  /// - Parameters:
  ///   - name: what the value is called.
  ///   - text: what a key or a string must contain, in any case; nil for all parts without parts.
  init(_ value: Value, name: String, containing text: String?, limit: Int) {
    wanted = text?.lowercased()
    self.limit = limit
    look(at: value, name, key: "")
  }

  private mutating func look(at value: Value, _ path: String, key: String) {
    left -= 1
    guard left > 0, found.count < limit else {
      isCut = true
      return
    }
    if isWanted(value, key) { found.append((path, value)) }
    if let list = value.asList {
      for (index, item) in list.items.enumerated() where !isCut {
        look(at: item, "\(path)[\(index)]", key: "")
      }
    } else if let record = value.asRecord ?? value.asError?.fields {
      for (key, field) in zip(record.keys.map(\.text), record.values) where !isCut {
        let quoted = ValueView.key(key)
        look(at: field, quoted == key ? "\(path).\(key)" : "\(path)[\(quoted)]", key: key)
      }
    }
  }

  private func isWanted(_ value: Value, _ key: String) -> Bool {
    guard let wanted else { return value.depth == 0 }
    if key.lowercased().contains(wanted) { return true }
    return value.depth == 0 && value.type != .secret
      && value.displayText.lowercased().contains(wanted)
  }

  func lines(width: Int, masked: @escaping (String) -> String) -> [StyledLine] {
    let scalars = ScalarView(masked: masked)
    let column = min(found.map { DisplayWidth.of($0.path) }.max() ?? 0, width * 3 / 5)
    let lines = found.map { path, value in
      var line = StyledLine(path, .name)
      line.pad(to: column)
      line.append("  ")
      line.append(scalars.line(value, width: max(10, width - line.width)))
      return line
    }
    return isCut ? lines + [StyledLine("… and more", .note)] : lines
  }
}
