import ImgFlowSyntax
import ImgFlowValues

/// A construct that takes arguments like a call but is not a function: `retry(…) { … }`.
///
/// The checks before running, the running script, the prompt and the manual all read what is declared here.
package struct Construct: Sendable {
  /// Something that a construct can be given.
  package struct Option: Sendable {
    package let name: String
    package let type: Type
    /// What it is when it is left out; null stands for nothing.
    package let defaultValue: Value
    /// Whether it is the sole argument: required, and written without its name.
    package let isSole: Bool
    /// Whether it must be given.
    package let isRequired: Bool
    /// What it is for, in one sentence.
    package let documentation: String

    private init(
      _ name: String, _ type: Type, default value: Value = .null, isSole: Bool = false,
      isRequired: Bool = false, _ documentation: String
    ) {
      self.name = name
      self.type = type
      self.defaultValue = value
      self.isSole = isSole
      self.isRequired = isSole || isRequired
      self.documentation = documentation
    }
  }

  package let name: String
  package let options: [Option]
  /// What it does, in one sentence.
  package let documentation: String
  /// How it is written.
  package let example: String
  /// What its arguments must fit.
  package let signature: CallSignature

  private init(_ name: String, _ options: [Option], _ documentation: String, example: String) {
    self.name = name
    self.options = options
    self.documentation = documentation
    self.example = example
    signature = CallSignature(
      name: name,
      parameters: options.map { option in
        CallSignature.Parameter(
          name: option.isSole ? nil : option.name, type: option.type, isRequired: option.isRequired)
      })
  }

  /// Whether it takes one argument without a name, and nothing else.
  package var takesSoleArgument: Bool { options.contains(where: \.isSole) }
}

extension Construct {
  /// All constructs, in the order of the documentation.
  package static let all = Guarded.Kind.allCases.map(of) + [parallel]

  package static func of(_ kind: Guarded.Kind) -> Construct {
    switch kind {
    case .retry: retry
    case .timeout: timeout
    case .step: step
    case .once: once
    }
  }

  package static let retry = Construct(
    "retry", [.times, .every, .backoff, .on, .look],
    "Runs its block again when it fails.", example: "retry(times: 5, every: 2s) { … }")

  package static let timeout = Construct(
    "timeout", [.time], "Cancels its block if it takes longer.", example: "timeout(30s) { … }")

  package static let step = Construct(
    "step", [.label], "Names a unit of work for progress, journal and report.",
    example: "step(\"upload\") { … }")

  package static let once = Construct(
    "once", [.key, .keep, .look],
    "Has the value that its block gave the first time for this key, in any run of the script.",
    example: "once(file.sha256(path)) { upload(path) }")

  package static let parallel = Construct(
    "parallel", [.limit, .onError],
    "Runs its body for many items at once, and returns the list of their values in order.",
    example: "parallel(limit: 8) for x in xs { … }")
}

extension Construct.Option {
  package static let times = Self(
    "times", .count(from: 1), default: .int(3), "How often the block is tried.")
  package static let every = Self(
    "every", .pause, default: .duration(milliseconds: 1_000),
    "The pause before the second attempt.")
  package static let backoff = Self(
    "backoff", Type(.bounded(.number, Bounds(lower: .int(1), upper: nil, isClosed: true))),
    default: .float(2), "What each further pause is multiplied by.")
  package static let on = Self(
    "on", .optional(.handler),
    "Whether an error is worth another attempt; without it every error is.")
  package static let look = Self(
    "look", .optional(.handler), "Returns what was already done, or null to do it again.")
  package static let time = Self("time", .pause, isSole: true, "How long the block may take.")
  package static let label = Self("name", .string, isSole: true, "What the display shows.")
  package static let key = Self(
    "key", .union([.string, .number, .bool, .bytes, .time, .list, .object]), isRequired: true,
    "What the work is about: the same key, the same value.")
  package static let keep = Self(
    "keep", .optional(.pause), "How long the value is kept; without it, for good.")
  package static let limit = Self(
    "limit", .int(1...1_024), default: .int(8), "How many bodies run at the same time.")
  package static let onError = Self(
    "onError", .words(["throw", "collect"]), default: .string("throw"),
    "`collect` gives `{ok}` or `{error}` for each item.")
}

extension Type {
  /// A duration that can pass.
  fileprivate static let pause = Type(
    .bounded(
      .duration, Bounds(lower: .duration(milliseconds: 0), upper: nil, isClosed: true)))

  /// A function that is called with an error.
  fileprivate static let handler = Type(.function(FunctionType([.error], .any)))
}
