import ImgFlow
import ImgFlowCommandLine
import ImgFlowRuntime
import ImgFlowValues

/// The variables of a file that a command line or the current folder brings.
enum Variables {
  /// Reads the named file, or `.env` where there is one.
  ///
  /// - Throws: `UsageError`.
  static func read(_ path: String?) throws -> [String: String] {
    let files = DiskFiles()
    let name = path ?? ".env"
    do {
      // There is no file in a deleted folder either.
      let isThere = try path != nil || (try? files.currentDirectory) != nil && files.exists(name)
      guard isThere else { return [:] }
      let text = try EncodedText.read(
        files.read(name), of: name, help: "save it as UTF-8 in your editor")
      return try EnvironmentFile.read(text, name: name)
    } catch let error as ValueError {
      throw UsageError(error.message, help: error.help)
    } catch let error as SetupError {
      throw UsageError(error.description, help: error.help)
    }
  }
}
