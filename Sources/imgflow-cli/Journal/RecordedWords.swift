import ImgFlow
import ImgFlowCommandLine

/// The words of a command line as they are kept with a run: without what it gives to parameters that are secret.
enum RecordedWords {
  /// - Parameters:
  ///   - words: the words before and after the script, and the script.
  ///   - parameters: those that the script declares.
  static func of(_ words: [String], _ parameters: ScriptParameters) -> [String] {
    let secret = Set(parameters.entries.filter(\.isSecret).flatMap { [$0.name, $0.flag] })
    var kept: [String] = []
    var cursor = ArgumentCursor(words)
    while let word = cursor.next() {
      guard let flag = ArgumentCursor.Flag(word), !flag.isShort, secret.contains(flag.name) else {
        kept.append(word)
        continue
      }
      _ = try? cursor.value(of: flag, example: "")
    }
    return kept
  }
}
