import ImgFlow
import ImgFlowCommandLine
import ImgFlowSyntax
import ImgFlowValues

/// The scripts that `imgflow test` looks for tests in.
enum TestFiles {
  /// Reads the scripts that the paths name: files, and those in folders and the folders below.
  ///
  /// - Throws: `UsageError` if there is nothing at a path, or it cannot be read.
  static func read(_ paths: [String]) throws -> [SourceFile] {
    let files = DiskFiles()
    return try paths.flatMap { path in
      guard try files.isDirectory(path) else { return [try ScriptSource.read(.file(path))] }
      do {
        return try scripts(in: path == "." ? "" : path, files).map {
          try SourceFile(reading: $0, from: files)
        }
      } catch let error as ValueError {
        throw UsageError(error.message, help: error.help)
      }
    }
  }

  /// The scripts in a folder, in the order of their names. Hidden folders, and links to folders, which may
  /// lead back, are skipped.
  private static func scripts(in folder: String, _ files: DiskFiles) throws -> [String] {
    let start = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
    return try files.list(folder.isEmpty ? "." : folder).filter { !$0.hasPrefix(".") }
      .flatMap { name in
        let path = start + name
        let kind = try files.look(atLink: path)?.kind
        if kind == .folder { return try scripts(in: path, files) }
        // A link to a folder may lead back.
        if kind == .link, try files.isDirectory(path) { return [] }
        return name.hasSuffix(".imgflow") ? [path] : []
      }
  }
}
