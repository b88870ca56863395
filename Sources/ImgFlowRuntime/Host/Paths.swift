import ImgFlowValues

/// Arithmetic on paths, without touching the file system.
package enum Paths {
  /// Returns `path`, or its place below `folder` when it is relative, without `.` and `..`.
  package static func absolute(_ path: String, in folder: String) -> String {
    let slash = UInt8(ascii: "/")
    var whole = path.utf8.first == slash ? path : folder + "/" + path
    return whole.withUTF8 { bytes in
      var result: [UInt8] = []
      result.reserveCapacity(bytes.count)
      var start = 0
      while start < bytes.count {
        let end = bytes[start...].firstIndex(of: slash) ?? bytes.count
        defer { start = end + 1 }
        let part = bytes[start..<end]
        if part.isEmpty || part.elementsEqual(".".utf8) { continue }
        if part.elementsEqual("..".utf8) {
          while let last = result.popLast(), last != slash {}
        } else {
          result.append(slash)
          result += part
        }
      }
      return result.isEmpty ? "/" : String(decoding: result, as: UTF8.self)
    }
  }

  /// - Throws: an `io` error for an empty path, which would silently be the current folder.
  static func checkNotEmpty(_ path: String) throws {
    guard path.isEmpty else { return }
    throw ValueError(.io, "a path cannot be empty", help: "`.` is the current folder")
  }

  /// The folder that a path lies in; `.` when it names none.
  package static func folder(of path: String) -> String {
    // By bytes: a slash and a combining mark after it are one character.
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? path
  }
}
