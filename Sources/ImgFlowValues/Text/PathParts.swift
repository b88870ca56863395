/// A path taken apart by its text alone: the file system is not asked, and `..` is a name like others.
package struct PathParts: Sendable {
  package let isAbsolute: Bool
  /// The names from left to right, without `.`.
  package let names: [String]

  package init(_ path: String) {
    (isAbsolute, names) = (path.isAbsolutePath, path.pathNames.filter { $0 != "." })
  }

  private init(isAbsolute: Bool, _ names: [String]) {
    (self.isAbsolute, self.names) = (isAbsolute, names)
  }

  /// The path without what says nothing: slashes that are repeated or at the end, and `.`.
  package var text: String {
    let joined = (isAbsolute ? "/" : "") + names.joined(separator: "/")
    return joined.isEmpty ? "." : joined
  }

  /// The last name; empty for `/` and `.`.
  package var name: String { names.last ?? "" }

  /// The last name without its extension and the dot before that.
  package var stem: String { nameAndExtension.stem }

  /// What follows the last dot of the last name; empty where that is its first or last character.
  package var `extension`: String { nameAndExtension.extension }

  /// The folder that it is in by its text; `/` and `.` are in themselves.
  package var folder: PathParts { PathParts(isAbsolute: isAbsolute, names.dropLast()) }

  /// The path that begins here and goes on with another one, which replaces this one if it is absolute.
  package func appending(_ other: PathParts) -> PathParts {
    other.isAbsolute ? other : PathParts(isAbsolute: isAbsolute, names + other.names)
  }

  // By bytes: a dot and a combining mark after it are one character.
  private var nameAndExtension: (stem: String, extension: String) {
    let bytes = name.utf8
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot != bytes.startIndex,
      case let next = bytes.index(after: dot), next != bytes.endIndex
    else { return (name, "") }
    return (String(Substring(bytes[..<dot])), String(Substring(bytes[next...])))
  }
}
