import Foundation

/// Everything that can be seen of a folder from outside: names, kinds, modes, times, identities and contents.
struct FolderSnapshot: Equatable {
  let lines: [String]

  init(_ folder: URL) throws {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    lines = try ([""] + (names ?? []).sorted()).map { name in
      let path = name.isEmpty ? folder.path : folder.path + "/" + name
      var status = stat()
      guard lstat(path, &status) == 0 else { return "\(name): gone" }
      let time = status.st_mtim
      let content: String =
        switch status.st_mode & S_IFMT {
        case S_IFLNK: try FileManager.default.destinationOfSymbolicLink(atPath: path)
        case S_IFREG: try Data(contentsOf: URL(filePath: path)).base64EncodedString()
        default: ""
        }
      return
        "\(name) \(status.st_mode) \(status.st_ino) \(time.tv_sec).\(time.tv_nsec) \(content)"
    }
  }
}
