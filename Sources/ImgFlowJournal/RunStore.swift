/// Where the journal of a run is kept. SQLite is one; a server that several machines share can be another.
///
/// Each call is one commit: when it returns, what it wrote survives a crash of the program and of the machine.
/// All calls may come from any thread. Those that write throw `LeaseLost` when another process has taken the
/// run over since, whatever it has done; nothing is written then.
package protocol RunStore: Sendable {
  var run: RunID { get }

  /// Takes the run for a process that is to write to it.
  ///
  /// - Parameter fromElsewhere: whether it may be taken from a process on another machine, of which it is
  ///   unknown whether it has ended.
  /// - Throws: `RunIsHeld` while another one lives that has it.
  func take(_ owner: RunOwner, fromElsewhere: Bool) throws

  /// Checks that everything that is stored is what was written.
  ///
  /// - Throws: `DamagedJournal`.
  func check() throws
  /// What is known of the run as a whole.
  func summary() throws -> RunSummary
  /// Changes how the run stands.
  func mark(_ status: RunStatus, at time: Int) throws

  /// Notes that an effect is about to happen, after what has happened before; returns its number. If it is
  /// known already, it keeps its number and counts one attempt more.
  func begin(_ effect: Effect, after entries: [JournalEntry]) throws -> Int
  /// Notes what has happened.
  func write(_ entries: [JournalEntry]) throws

  /// Notes that the effects of some tasks that began after a number need not be asked for again; returns how
  /// many there are.
  func leave(_ tasks: [String], after number: Int) throws -> Int

  /// All effects that are not those of complete tasks, in the order in which they began.
  func effects() throws -> [RecordedEffect]
  /// The effects of a task, in the order in which they began.
  func effects(of task: String) throws -> [RecordedEffect]
  /// The effect of a number; nil if there is none.
  func effect(_ number: Int) throws -> RecordedEffect?
  /// All effects that are in flight, in order.
  func open() throws -> [RecordedEffect]

  /// The result of a task that is complete; nil for any other.
  func result(of task: String) throws -> RecordedOutcome?

  /// Keeps a value in a file of its own, under the name of its digest.
  func keep(_ text: String, digest: String) throws
  /// The value that was kept under a digest; nil if it is missing.
  func kept(_ digest: String) throws -> String?

  /// The size of what is stored, in bytes.
  func size() throws -> Int
  func close()
}

/// Something that has happened in a run, as it is noted.
package enum JournalEntry: Sendable, Equatable {
  /// A read, which needs no intent, with its outcome.
  case read(Effect, RecordedOutcome, at: Int)
  /// An effect that was begun has ended.
  case end(Int, RecordedOutcome, at: Int)
  /// An effect of which it is unknown again whether it was done.
  case reopen(Int)
  /// An effect that was not done after all, or that a person says was not.
  case forget(Int)
  /// All effects of a task, and of the tasks inside it, give way to its result.
  case complete(task: String, RecordedOutcome, at: Int)
}

/// A file that is not the journal of a run, or that holds what no version wrote.
package struct DamagedJournal: Error, Equatable, CustomStringConvertible {
  package let problem: String

  package init(problem: String) { self.problem = problem }

  package var description: String { problem }
}

/// The file of a run that was stopped before anything was stored in it, and so before it did anything.
package struct UnbegunJournal: Error, Equatable {
  package init() {}
}

/// A run that another living process has.
package struct RunIsHeld: Error, Equatable {
  package let owner: RunOwner

  package init(owner: RunOwner) { self.owner = owner }
}

/// A run that another process has taken over.
package struct LeaseLost: Error, Equatable {
  package let owner: RunOwner?

  package init(owner: RunOwner?) { self.owner = owner }
}

/// How a run stands.
package enum RunStatus: String, Sendable, CaseIterable {
  case running
  /// It ended and did what it was to do.
  case done
  /// It can be resumed.
  case stopped
  /// It ended with an error of the script itself.
  case failed
}

/// What is known of a run as a whole.
package struct RunSummary: Sendable, Equatable {
  /// What does not change.
  package struct Origin: Sendable, Equatable {
    /// The absolute path of the script.
    package let script: String
    /// The digest of its syntax trees, those of its modules included; layout and comments do not matter.
    package let tree: String
    /// The words of the command line after the script, without secrets.
    package let arguments: [String]
    /// The folder that it was started in.
    package let folder: String
    /// 32 random bytes, in hexadecimal digits: what is random in the run follows from it, and it salts the
    /// digests of secrets.
    package let seed: String
    package let profile: String
    /// Whether vendors were emulated.
    package let isRehearsal: Bool
    /// When it started, in milliseconds since 1970.
    package let started: Int

    package init(
      script: String, tree: String, arguments: [String], folder: String, seed: String,
      profile: String, isRehearsal: Bool, started: Int
    ) {
      self.script = script
      self.tree = tree
      self.arguments = arguments
      self.folder = folder
      self.seed = seed
      self.profile = profile
      self.isRehearsal = isRehearsal
      self.started = started
    }
  }

  package let run: RunID
  package let origin: Origin
  package let status: RunStatus
  /// When the status was set, in milliseconds since 1970.
  package let since: Int
  package let owner: RunOwner?
  /// How many effects it has, those of complete tasks included.
  package let steps: Int

  package init(
    run: RunID, origin: Origin, status: RunStatus, since: Int, owner: RunOwner?, steps: Int
  ) {
    self.run = run
    self.origin = origin
    self.status = status
    self.since = since
    self.owner = owner
    self.steps = steps
  }
}
