/// Where a part of a run is, as the tasks that it is inside of: empty on the main line.
package struct TaskPath: Hashable, Sendable, CustomStringConvertible {
  package static let separator = "/"

  package let description: String

  /// The main line of a script.
  package static let main = TaskPath(description: "")

  private init(description: String) { self.description = description }

  /// The task of an item of a `parallel`.
  ///
  /// - Parameters:
  ///   - digest: that of the item.
  ///   - occurrence: how many equal items came before.
  package func item(_ digest: String, occurrence: Int) -> TaskPath {
    let own = occurrence == 0 ? digest : "\(digest).\(occurrence)"
    return TaskPath(description: description.isEmpty ? own : description + Self.separator + own)
  }

  /// This task and those that it is inside of.
  var enclosing: [TaskPath] {
    var parts = description.split(separator: Self.separator)
    var paths: [TaskPath] = []
    while !parts.isEmpty {
      paths.append(TaskPath(description: parts.joined(separator: Self.separator)))
      parts.removeLast()
    }
    return paths + [.main]
  }
}
