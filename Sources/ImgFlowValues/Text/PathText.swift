/// A path as the system compares it: byte by byte.
///
/// Two strings with the same characters, such as `é` as one code point and as two, are different paths.
package struct PathKey: Hashable, Comparable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }

  package static func == (a: PathKey, b: PathKey) -> Bool {
    a.text.utf8.elementsEqual(b.text.utf8)
  }

  package static func < (a: PathKey, b: PathKey) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

// Slashes are found by bytes: one and a combining mark after it are one character.
extension String {
  /// Whether this is the same path as the other, byte for byte.
  package func isPath(_ other: String) -> Bool { PathKey(self) == PathKey(other) }

  /// Whether this is a path from the root of the file system.
  package var isAbsolutePath: Bool { utf8.first == UInt8(ascii: "/") }

  /// Whether this is a path with more than a name.
  package var hasSlash: Bool { utf8.contains(UInt8(ascii: "/")) }

  /// The names in a path, from left to right.
  package var pathNames: [String] {
    utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
  }

  /// The last name in a path; the path itself if there is none.
  package var lastPathName: String { pathNames.last ?? self }

  /// What follows the last slash, and what is before it, with the slash; nil without one.
  package var partsAtLastSlash: (folder: Substring, name: Substring)? {
    guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    let next = utf8.index(after: slash)
    return (self[..<next], self[next...])
  }

  /// The rest of an absolute path inside a folder: empty for the folder itself, nil for what is elsewhere.
  package func path(inside folder: String) -> String? {
    let start = folder == "/" ? "" : folder
    guard utf8.starts(with: start.utf8) else { return nil }
    let rest = utf8.dropFirst(start.utf8.count)
    if rest.isEmpty { return "" }
    return rest.first == UInt8(ascii: "/") ? String(Substring(rest.dropFirst())) : nil
  }
}
