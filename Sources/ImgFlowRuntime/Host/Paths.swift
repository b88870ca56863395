/// Arithmetic on paths, without touching the file system.
package enum Paths {
  /// Returns `path`, or its place below `folder` when it is relative, without `.` and `..`.
  package static func absolute(_ path: String, in folder: String) -> String {
    let whole = path.hasPrefix("/") ? path : folder + "/" + path
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    var result = ""
    for part in parts {
      result += "/"
      result += part
    }
    return result.isEmpty ? "/" : result
  }

  /// The folder that a path lies in; `.` when it names none.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
