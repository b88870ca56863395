import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// The files and folders that a path may be the start of.
struct PathCandidates {
  let files: any FileAccess
  /// How the names of files may end.
  let endings: [String]
  /// How many are listed; the sizes of more files take too long to ask for.
  private static let limit = 500

  init(_ files: any FileAccess, endings: [String] = [""]) {
    self.files = files
    self.endings = endings
  }

  typealias Found = (path: String, isFolder: Bool, summary: String)

  /// The paths in the folder that is typed; folders end with a slash.
  func candidates(for prefix: String) -> [Found] {
    let parts = prefix.partsAtLastSlash
    let (folder, start) = (parts.map { String($0.folder) } ?? "", parts?.name ?? prefix[...])
    // A folder that cannot be read has nothing to propose.
    guard let names = try? files.list(folder.isEmpty ? "." : folder) else { return [] }
    let fitting = names.lazy.filter { name in
      name.hasPrefix(start) && (start.hasPrefix(".") || !name.hasPrefix("."))
    }
    return fitting.prefix(Self.limit).compactMap { name in
      let path = folder + name
      if (try? files.isDirectory(path)) ?? false { return (path + "/", true, "") }
      guard endings.contains(where: name.hasSuffix) else { return nil }
      return (path, false, (try? files.size(path)).map(Quantity.bytes) ?? "")
    }
  }
}
