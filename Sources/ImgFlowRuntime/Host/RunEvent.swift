/// Something that happens in a run, for those who watch it.
public enum RunEvent: Sendable {
  /// An effect is about to happen.
  case stepBegan(RunStep)
  /// An effect has ended, after some milliseconds.
  case stepEnded(RunStep, StepOutcome, took: Int)
  /// A request was sent.
  case attempt(RunAttempt)
  /// A call has started something that goes on at a service.
  case workBegan(RunWork)
  /// What goes by a label was seen to be done, or to have failed.
  case workEnded(String)
}

/// An effect, as those who watch a run see it: what it says is free of secrets.
public struct RunStep: Sendable {
  /// Its number in the journal; nil for a read, which has none before it is stored.
  public let number: Int?
  /// `expoze.createJob`.
  public let name: String
  /// Where the call is: `report.imgflow:12:3`.
  public let place: String
  public let arguments: String
}

/// How an effect ended.
public enum StepOutcome: Sendable, Equatable {
  case done
  /// The journal had its outcome, so that nothing was done.
  case taken
  /// `once` had its value, from an earlier run.
  case kept
  /// With an error, of which this is the message.
  case failed(String)
  /// It may have been done or not; nothing says so.
  case unknown(String)
  /// It was stopped, and not done.
  case stopped
}

/// A request that was sent, and what came of it.
public struct RunAttempt: Sendable {
  /// `expoze.createJob`, or `GET` for a request that belongs to no operation.
  public let name: String
  /// Which attempt at the same request it is, from 1.
  public let number: Int
  /// The status of the response; nil if none came.
  public let status: Int?
  /// Why no response came.
  public let failure: String?
  /// The size of its body in bytes.
  public let sent: Int
  /// How long it took, in milliseconds.
  public let took: Int
}

/// Something that a call has started, and that goes on at a service until it is done.
public struct RunWork: Sendable {
  /// `expoze job 12`.
  public let label: String
  /// What started it: `expoze.createJob`.
  public let operation: String
  /// Ends it before it is done; nil if its vendor does not say how.
  package let cancel: (@Sendable (Evaluator) throws -> Void)?

  package init(
    label: String, operation: String, cancel: (@Sendable (Evaluator) throws -> Void)?
  ) {
    (self.label, self.operation, self.cancel) = (label, operation, cancel)
  }
}
