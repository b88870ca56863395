import ImgFlowValues

/// Looks for the paths that fit a pattern, folder by folder.
///
/// What `**` stands for is visited once for each folder, however many ways lead to it. Links to folders
/// are not followed there, unless the script asks for it: they may lead back up.
final class GlobSearch {
  private let files: any FileAccess
  private let followsLinks: Bool
  private var found: Set<String> = []
  private var pace = Pace()

  init(files: any FileAccess, followsLinks: Bool) {
    (self.files, self.followsLinks) = (files, followsLinks)
  }

  /// Returns the paths that fit, in the order of code points; relative ones for a relative pattern.
  ///
  /// - Throws: an `io` error if a folder cannot be read; what a checkpoint throws.
  func paths(for glob: Glob) throws -> [String] {
    for parts in glob.alternatives {
      try visit(glob.isAbsolute ? "/" : "", parts[...], isBelowAny: false)
    }
    return try found.sorted { a, b in
      try pace.step()
      return TextHash.compare(a, b) < 0
    }
  }

  /// - Parameters:
  ///   - isBelowAny: whether `**` led to the folder.
  ///   - known: the names in the folder, when they have been read.
  private func visit(
    _ folder: String, _ parts: ArraySlice<Substring>, isBelowAny: Bool, names known: [String]? = nil
  ) throws {
    guard let part = parts.first else { return }
    let rest = parts.dropFirst()
    if part == "**" {
      try visitAll(below: folder, rest.drop { $0 == "**" })
    } else if part.contains(where: { "*?[".contains($0) }) {
      for name in try known ?? names(in: folder) where Glob.matches(name, part) {
        let path = join(folder, name)
        let isUnwanted = try isBelowAny && !followsLinks && !rest.isEmpty && isLink(path)
        if !isUnwanted { try advance(to: path, rest, isBelowAny) }
      }
    } else if try files.exists(join(folder, String(part))) {
      try advance(to: join(folder, String(part)), rest, isBelowAny)
    }
  }

  /// Goes on at a path that fits so far and exists.
  private func advance(
    to path: String, _ rest: ArraySlice<Substring>, _ isBelowAny: Bool
  ) throws {
    if rest.isEmpty {
      found.insert(path)
    } else if try files.isDirectory(path) {
      try visit(path, rest, isBelowAny: isBelowAny)
    }
  }

  /// Goes on in a folder and all those below it.
  private func visitAll(below folder: String, _ rest: ArraySlice<Substring>) throws {
    var visited: Set<FileStatus.Identity> = []
    // A folder that is also reached by a link is found by its own path.
    var (folders, links) = ([folder], [String]())
    while let next = folders.popLast() ?? links.popLast() {
      guard let status = try files.look(at: place(next)), visited.insert(status.identity).inserted
      else { continue }
      let names = try names(in: next)
      try visit(next, rest, isBelowAny: true, names: names)
      for name in names where !name.hasPrefix(".") {
        let path = join(next, name)
        if rest.isEmpty { found.insert(path) }
        switch try files.look(atLink: path)?.kind {
        case .folder: folders.append(path)
        case .link where followsLinks:
          if try files.isDirectory(path) { links.append(path) }
        default: break
        }
      }
    }
  }

  private func isLink(_ path: String) throws -> Bool {
    try files.look(atLink: path)?.kind == .link
  }

  private func names(in folder: String) throws -> [String] {
    try Checkpoint.pass()
    return try files.list(place(folder))
  }

  /// The path of a folder as the system takes it.
  private func place(_ folder: String) -> String { folder.isEmpty ? "." : folder }

  private func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty || folder == "/" ? folder + name : folder + "/" + name
  }
}
