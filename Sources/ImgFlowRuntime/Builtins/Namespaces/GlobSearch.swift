import ImgFlowValues

/// Looks for the paths that fit a pattern, folder by folder.
final class GlobSearch {
  private let files: any FileAccess
  /// Called now and then; throws to end the search.
  private let checkpoint: () throws -> Void
  private var found: Set<String> = []
  private var entries = 0

  /// How many files and folders are looked at: a link to a folder above itself has no end.
  private static let mostEntries = 1_000_000

  init(files: any FileAccess, checkpoint: @escaping () throws -> Void = {}) {
    (self.files, self.checkpoint) = (files, checkpoint)
  }

  /// Returns the paths that fit, in the order of code points; relative ones for a relative pattern.
  ///
  /// - Throws: an `io` error when a folder cannot be read; a `limit` error.
  func paths(for glob: Glob) throws -> [String] {
    for parts in glob.alternatives { try visit(glob.isAbsolute ? "/" : "", parts[...]) }
    return found.sorted { TextHash.compare($0, $1) < 0 }
  }

  private func visit(_ folder: String, _ parts: ArraySlice<Substring>) throws {
    guard let part = parts.first else { return }
    let rest = parts.dropFirst()
    if part == "**" {
      if rest.first != "**" { try visit(folder, rest) }
      for name in try names(in: folder) where !name.hasPrefix(".") {
        let path = join(folder, name)
        if rest.isEmpty { found.insert(path) }
        if files.isDirectory(path) { try visit(path, parts) }
      }
    } else if part.contains(where: { "*?[".contains($0) }) {
      for name in try names(in: folder) where Glob.matches(name, part) {
        try advance(to: join(folder, name), rest)
      }
    } else if files.exists(join(folder, String(part))) {
      try advance(to: join(folder, String(part)), rest)
    }
  }

  /// Goes on at a path that fits so far and exists.
  private func advance(to path: String, _ rest: ArraySlice<Substring>) throws {
    if rest.isEmpty {
      found.insert(path)
    } else if files.isDirectory(path) {
      try visit(path, rest)
    }
  }

  private func names(in folder: String) throws -> [String] {
    let names = try files.list(folder.isEmpty ? "." : folder)
    entries += names.count
    try checkpoint()
    guard entries <= Self.mostEntries else {
      throw ValueError(
        .limit, "`glob` looked at more than \(Self.mostEntries) files and folders",
        help: "give the pattern more folders, or look for a link that leads back")
    }
    return names
  }

  private func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty || folder == "/" ? folder + name : folder + "/" + name
  }
}
