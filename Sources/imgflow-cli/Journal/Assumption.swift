import ImgFlowCommandLine
import ImgFlowJournal
import ImgFlowValues

/// What a person says became of a step: `done:{"id": 7}` or `not-done`.
enum Assumption {
  private static let done = "done:"

  /// - Parameter written: the whole value of the flag, for messages.
  /// - Throws: `UsageError`.
  static func read(_ text: String, of written: String) throws -> ResumePolicy.Assumption {
    if text == "not-done" { return .notDone }
    guard text.hasPrefix(done) else {
      throw UsageError(
        "`--assume` takes STEP=done:'{…}' or STEP=not-done, not `\(written)`",
        help: "the value after `done:` is the result of the step as JSON")
    }
    let json = String(text.dropFirst(done.count))
    do throws(JSONError) { _ = try JSON.parse(json) } catch {
      throw UsageError(
        "the value in `--assume \(written)` is not JSON: \(error.message)",
        help: "write the result of the step, such as `done:'{\"id\": 7}'` or `done:null`")
    }
    return .done(json)
  }
}
