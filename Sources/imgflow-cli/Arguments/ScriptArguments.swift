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
  /// The words without a flag, and their places among the public words.
  private var operands: [(word: String, place: Int)] = []

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
        while let word = cursor.next() { note(operand: word) }
        break
      } else if let flag = ArgumentCursor.Flag(word) {
        if try !cursor.apply(flag, of: CommonFlags.all, to: &options) { try take(flag, &cursor) }
      } else {
        note(operand: word)
        continue
      }
      if !isSecret { publicWords += [word] + rest.dropLast(cursor.rest.count) }
    }
    try takeOperands()
    for (name, texts) in lists { values[name] = .texts(texts) }
    if let file = options.parameterFile { try take(ParameterFile(file)) }
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

  // MARK: - Arguments without a flag

  private mutating func note(operand word: String) {
    operands.append((word, publicWords.count))
    publicWords.append(word)
  }

  /// Gives the words to the parameters that no flag has given: only then it is known which these are.
  private mutating func takeOperands() throws {
    var open = parameters.positional.filter { values[$0.name] == nil }[...]
    var secret: Set<Int> = []
    for (word, place) in operands {
      guard let entry = open.first else { throw tooMany(word) }
      if entry.takesSeveral {
        lists[entry.name, default: []].append(word)
        if entry.isSecret { secret.insert(place) }
      } else {
        values[entry.name] = .text(word)
        open.removeFirst()
      }
    }
    publicWords = publicWords.enumerated().filter { !secret.contains($0.offset) }.map(\.element)
  }

  private func tooMany(_ word: String) -> UsageError {
    guard parameters.positional.isEmpty else {
      return UsageError(
        "\(script) takes no further positional argument, but was given `\(word)`",
        help: "write `\(ScriptHelp(script: script, parameters: parameters).usage)`")
    }
    let others = parameters.entries.filter { !$0.isFlag }.map { "`--\($0.flag)`" }
    return UsageError(
      "\(script) takes no positional arguments, but was given `\(word)`",
      help: others.isEmpty ? nil : "pass its parameters by name: \(others.joined(separator: ", "))"
    )
  }

  // MARK: - Files

  /// Takes what a file has for the parameters that are not given.
  private mutating func take(_ file: ParameterFile) throws {
    for (key, value) in file.values {
      guard parameters[key] != nil else {
        let near = NearNames.nearest(to: key, in: parameters.entries.map(\.name))
        throw UsageError(
          "`\(key)` in \(file.path) is not a parameter of \(script)",
          help: near.map { "did you mean `\($0)`?" }
            ?? parametersHelp)
      }
      if values[key] == nil { values[key] = .json(value, file: file.path) }
    }
  }

  /// How to see the parameters; code after `-e` has no help of its own.
  private var parametersHelp: String? {
    script == "-e" ? nil : "`imgflow run \(script) --help` lists its parameters"
  }

  private func unknown(_ flag: ArgumentCursor.Flag) -> UsageError {
    let own = parameters.entries.flatMap { $0.isFlag ? [$0.flag, "no-\($0.flag)"] : [$0.flag] }
    let near =
      flag.isShort
      ? nil : NearNames.nearest(to: flag.name, in: own + CommonFlags.all.map(\.name))
    return UsageError(
      "\(script) has no parameter `\(flag.written)`",
      help: near.map { "did you mean `--\($0)`?" }
        ?? parametersHelp)
  }
}
