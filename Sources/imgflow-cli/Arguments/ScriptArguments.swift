import ImgFlow
import ImgFlowCommandLine
import ImgFlowRuntime
import ImgFlowSyntax

/// The words after a script on the command line: values for its parameters, mixed with flags that
/// every script takes.
struct ScriptArguments {
  private(set) var values: [String: Interpreter.ParameterValue] = [:]
  private(set) var options: RunOptions
  /// The words that have been read, without those that give something to a secret parameter.
  private(set) var publicWords: [String] = []
  private let script: String
  let parameters: ScriptParameters
  /// Values of lists, which grow with every word.
  private var lists: [String: [String]] = [:]
  /// Whether the latest word was for a secret parameter.
  private var isSecret = false

  /// - Parameter script: the script as it was named, for messages.
  init(script: String, parameters: ScriptParameters, options: RunOptions) {
    self.script = script
    self.parameters = parameters
    self.options = options
  }

  /// Reads the words that are left.
  ///
  /// - Throws: `UsageError`.
  mutating func read(_ words: ArgumentCursor) throws {
    var cursor = words
    while let word = cursor.next() {
      let rest = cursor.rest
      isSecret = false
      if word == "--" {
        publicWords.append(word)
        while let word = cursor.next() {
          isSecret = false
          try take(positional: word)
          if !isSecret { publicWords.append(word) }
        }
        break
      } else if let flag = ArgumentCursor.Flag(word) {
        if try !cursor.apply(flag, of: CommonFlags.all, to: &options) { try take(flag, &cursor) }
      } else {
        try take(positional: word)
      }
      if !isSecret { publicWords += [word] + rest.dropLast(cursor.rest.count) }
    }
    for (name, texts) in lists { values[name] = .texts(texts) }
  }

  /// Reads only the flags that every script takes, for when the parameters are not known.
  mutating func readFlags(_ words: [String]) {
    options.readFlags(in: words)
    // Help on parameters that are only half known would mislead.
    options.wantsHelp = false
  }

  // MARK: - Parameters

  private mutating func take(_ flag: ArgumentCursor.Flag, _ cursor: inout ArgumentCursor) throws {
    if let entry = entry(flag.name) {
      guard entry.isFlag, flag.value == nil else {
        let example = entry.type.isEmpty ? "<value>" : "<\(entry.type)>"
        return try set(entry, try cursor.value(of: flag, example: example), flag)
      }
      return try set(entry, "true", flag)
    }
    if flag.name.hasPrefix("no-"), flag.value == nil,
      let entry = entry(String(flag.name.dropFirst(3))), entry.isFlag
    {
      return try set(entry, "false", flag)
    }
    throw unknown(flag)
  }

  private func entry(_ name: String) -> ScriptParameters.Entry? {
    parameters[name]
      ?? parameters.entries.first { $0.flag == name }
  }

  private mutating func set(
    _ entry: ScriptParameters.Entry, _ text: String, _ flag: ArgumentCursor.Flag
  ) throws {
    isSecret = entry.isSecret
    if entry.takesSeveral {
      lists[entry.name, default: []].append(text)
      return
    }
    guard values[entry.name] == nil else {
      throw UsageError("`\(flag.written)` is given twice")
    }
    if entry.isFlag {
      guard ["true", "false"].contains(text) else {
        throw UsageError(
          "`--\(entry.flag)` takes no value, or `true` or `false`, but was given `\(text)`")
      }
      values[entry.name] = .value(.bool(text == "true"))
    } else {
      values[entry.name] = .text(text)
    }
  }

  private mutating func take(positional word: String) throws {
    guard let entry = parameters.positional else {
      let lists = parameters.entries.filter { !$0.isFlag }.map { "`--\($0.flag)`" }
      throw UsageError(
        "\(script) takes no positional arguments, but was given `\(word)`",
        help: lists.isEmpty ? nil : "pass its parameters by name: \(lists.joined(separator: ", "))"
      )
    }
    isSecret = entry.isSecret
    lists[entry.name, default: []].append(word)
  }

  private func unknown(_ flag: ArgumentCursor.Flag) -> UsageError {
    let own = parameters.entries.flatMap { $0.isFlag ? [$0.flag, "no-\($0.flag)"] : [$0.flag] }
    let near =
      flag.isShort
      ? nil : NearNames.nearest(to: flag.name, in: own + CommonFlags.all.map(\.name))
    return UsageError(
      "\(script) has no parameter `\(flag.written)`",
      help: near.map { "did you mean `--\($0)`?" }
        ?? "`imgflow run \(script) --help` lists its parameters")
  }
}
