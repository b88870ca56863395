import ImgFlow
import ImgFlowCommandLine
import ImgFlowSyntax
import ImgFlowValues

/// Reading the script that a command line names.
enum ScriptSource {
  /// - Throws: `UsageError` if there is no such script, or if it cannot be read.
  static func read(_ source: RunArguments.Source) throws -> SourceFile {
    let files = DiskFiles()
    do {
      switch source {
      case .file(let path):
        if try !files.exists(path) { throw try missing(path, files) }
        return try SourceFile(reading: path, from: files)
      case .standardInput: return try SourceFile.standardInput()
      case .expression(let text): return SourceFile(name: "-e", text: text)
      case .none: throw UsageError("no script to run")
      }
    } catch let error as ValueError where error.kind != .timeout {
      throw UsageError(error.message, help: error.help)
    }
  }

  /// How a script is named on the command line.
  static func name(of source: RunArguments.Source) -> String {
    switch source {
    case .file(let path): path
    case .expression: "-e"
    case .standardInput, .none: "-"
    }
  }

  private static let suffix = ".imgflow"

  private static func stem(_ path: String) -> String {
    path.hasSuffix(suffix) ? String(path.dropLast(suffix.count)) : path
  }

  private static func missing(_ path: String, _ files: DiskFiles) throws -> UsageError {
    if !path.hasSlash, !path.contains(".") {
      let commands = RootCommand.commandNames + ["help"]
      if let near = NearNames.nearest(to: path, in: commands) {
        return UsageError(
          "unknown command or script `\(path)`", help: "did you mean `\(near)`?")
      }
      if commands.contains(path) {
        return UsageError("no such script: `\(path)`", help: "put a command before all flags")
      }
    }
    let folder = path.partsAtLastSlash.map { String($0.folder) } ?? ""
    let names = ((try? files.list(folder.isEmpty ? "." : folder)) ?? [])
      .filter { $0.hasSuffix(suffix) }.map { stem(folder + $0) }
    return UsageError(
      "no such script: \(try files.absolute(path))",
      help: NearNames.nearest(to: stem(path), in: names).map { "did you mean `\($0)\(suffix)`?" })
  }
}

extension ScriptArguments {
  /// Reads what follows the script on the command line.
  ///
  /// - Throws: `UsageError`.
  static func parsed(
    _ arguments: RunArguments, of source: ParsedScript
  ) throws -> ScriptArguments {
    var options = arguments.options
    if case .expression(let text) = arguments.source { options.expression = text }
    let name = ScriptSource.name(of: arguments.source)
    var result = ScriptArguments(script: name, parameters: source.parameters, options: options)
    if source.errors.isEmpty {
      try result.read(arguments.cursor)
    } else {
      // The mistakes in the script are reported; unknown parameters might only follow from them.
      result.readFlags(arguments.cursor.rest)
    }
    return result
  }
}
