/// Reads statements from a person, or from a file that stands in for one.
///
/// All members are called on the main thread.
package protocol LineEditor: AnyObject {
  /// What to ask about the text while it is being edited.
  var delegate: (any LineEditorDelegate)? { get set }
  /// Whether a person sees prompts and can edit the input.
  var isInteractive: Bool { get }

  /// Reads one statement, which may have several lines.
  ///
  /// - Parameter text: what the buffer holds at the start.
  func read(prompt: String, text: String) -> LineEditorInput
  /// Puts a statement after all others that Up goes back to.
  func remember(_ entry: String)
  /// Writes a string above the line that is being edited, and draws that again.
  func notice(_ text: String)
}

/// What came of reading.
package enum LineEditorInput: Equatable, Sendable {
  case text(String)
  /// Ctrl-C: what was typed is gone.
  case interrupted
  /// Ctrl-D on an empty line, or the end of the file.
  case end
}

/// Answers the questions of a line editor about the text that is being edited. Offsets are in bytes of UTF-8.
/// Responses must be quick, and must not run any of the text.
package protocol LineEditorDelegate: AnyObject {
  /// Whether Enter submits the text.
  func isComplete(_ text: String) -> Bool
  /// The columns by which the line after `text`, which ends where a new line begins, is indented.
  func indentation(after text: String) -> Int
  /// What could appear at `offset` of the text.
  func completions(in text: String, at offset: Int) -> Completions
  /// The drawing of candidates from which one is to be chosen, with line ends.
  func list(_ completions: Completions) -> String
  /// What to say about the word at `offset`, as it is printed; nil if there is nothing.
  func documentation(in text: String, at offset: Int) -> String?
}

/// What could appear at a place in a string.
package struct Completions: Sendable, Equatable {
  /// Where the replaced part begins; it ends at the cursor.
  package var start: Int
  /// In the order in which they are shown.
  package var candidates: [Candidate]

  package init(start: Int, candidates: [Candidate] = []) {
    self.start = start
    self.candidates = candidates
  }

  package struct Candidate: Sendable, Equatable {
    /// What is inserted into the text.
    package var text: String
    /// What is put after it when it is the only one: `(`, `: `, nothing.
    package var suffix: String
    /// Its type, for the list.
    package var type: String
    /// A few words about it, for the list.
    package var summary: String
    /// Whether it is a parameter without which a call fails.
    package var isRequired: Bool

    package init(
      _ text: String, suffix: String = "", type: String = "", summary: String = "",
      isRequired: Bool = false
    ) {
      self.text = text
      self.suffix = suffix
      self.type = type
      self.summary = summary
      self.isRequired = isRequired
    }
  }
}
