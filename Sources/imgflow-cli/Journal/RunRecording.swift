import ImgFlow
import ImgFlowJournal
import ImgFlowRuns
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// The journal of one run of a script from the command line, from its first effect to its end.
final class RunRecording: Sendable {
  /// A run that goes on.
  struct Resumed: Sendable {
    let store: any RunStore
    let policy: ResumePolicy
    let summary: RunSummary
  }

  let run: RunID
  let journal: RunJournal
  private let host: SystemHost
  /// Where runs are kept; nil if the environment does not say.
  private let folder: RunFolder?
  private let resumed: Resumed?
  /// The absolute path of the script.
  private let script: String
  private let profile: String
  private let program: ReadProgram
  /// Whether the run starts a sandbox of its own.
  private let hasOwnSandbox: Bool

  /// - Parameters:
  ///   - words: the words of the command line without secrets, which a resumed run repeats.
  ///   - profile: the one that the run uses.
  ///   - choice: where the vendors are.
  ///   - resumed: the run that goes on; nil for a new one.
  init(
    _ source: ParsedScript, _ words: [String], profile: String, _ choice: ServiceChoice,
    _ host: SystemHost, resumed: Resumed?
  ) throws {
    folder = try? RunFolder.standard { try host.environment($0) }
    let program = ReadProgram()
    (self.host, self.resumed, self.program, self.profile) = (host, resumed, program, profile)
    hasOwnSandbox = choice == .sandbox
    script = source.file.location ?? source.file.name
    let warn = { @Sendable (message: String) in
      host.console.note("warning: \(message)", as: .warning)
    }
    let now = { @Sendable in host.now() }
    if let resumed {
      run = resumed.summary.run
      journal = try RunJournal(resuming: resumed.store, resumed.policy, time: now, warn: warn)
      return
    }
    let seed = (0..<4).map { _ in HexDigits.of(host.randomBits(), count: 16, uppercase: false) }
      .joined()
    let (script, started) = (script, host.now())
    let run = RunID(time: started, random: host.randomBits())
    self.run = run
    journal = RunJournal(seed: seed, time: now, warn: warn) {
      let folder = try RunFolder.standard { try host.environment($0) }
      folder.removeFinished(before: started - RunFolder.keepingTime)
      let origin = RunSummary.Origin(
        script: script, tree: try program.digest, arguments: words,
        folder: try host.files.currentDirectory, seed: seed, profile: profile,
        isRehearsal: choice.isSandbox, started: started)
      return try folder.create(run, origin, owner: RunOwner(since: host.now()))
    }
  }

  /// What `once` remembers: for the script and the account, or the sandbox, that it works with. One that ends
  /// with the run has nothing to be remembered in another.
  func once(_ options: RunOptions) -> OnceMemory {
    let place =
      options.choice == .sandbox ? RunFolder.place(ofSandboxOf: run) : place(options)
    return OnceMemory(
      scope: OnceScope(script: script, place: place), run: run, isFresh: options.isFresh
    ) { [host] in
      try RunFolder.standard { try host.environment($0) }.once(at: host.now())
    }
  }

  private func place(_ options: RunOptions) -> String { Self.place(options.choice, profile) }

  /// Where a script works: the account, or the sandbox.
  static func place(_ choice: ServiceChoice, _ profile: String) -> String {
    switch choice {
    case .real: "profile \(profile)"
    case .sandbox: "a sandbox"
    case .sandboxAt(let url): "sandbox at \(url)"
    }
  }

  /// Lets no other run of the script start that works in the same place, until the lock is let go.
  ///
  /// - Throws: `RunLock.IsHeld`, `StoreProblem`.
  func lock(_ options: RunOptions) throws -> RunLock {
    let folder = try RunFolder.standard { try host.environment($0) }
    let name = ImgFlowRuntime.Program.digest(of: "\(script)\n\(place(options))")
    return try folder.lock(name, for: RunOwner(since: host.now()))
  }

  /// How much of a run that went on was given back from its journal; nil for a new run.
  var taken: String? {
    guard resumed != nil else { return nil }
    let results = Quantity.of(journal.taken, "recorded result")
    return "resumed run \(run): \(results) given back"
  }

  /// The file in which the run's own sandbox is kept, so that a resumed run finds in it what it has made.
  var sandboxDatabase: String? { hasOwnSandbox ? folder?.sandboxDatabase(of: run) : nil }

  /// Compares the script with that of the run that goes on.
  ///
  /// - Throws: `JournalStop.changedScript`.
  func start(_ program: ImgFlowRuntime.Program) throws {
    self.program.value.withLock { $0 = program }
    guard let resumed, !resumed.policy.allowsChanges,
      try resumed.summary.origin.tree != program.digest
    else { return }
    throw JournalStop.changedScript(resumed.summary.origin.script)
  }

  /// Notes how the run ended; returns how it can go on, nil if nothing is left to be done or was recorded.
  func finish(_ outcome: Outcome) -> Continuation? {
    let continuation = Continuation(outcome, journal, run)
    let status: RunStatus =
      continuation == nil ? .done : continuation?.isAsItIs == true ? .stopped : .failed
    defer {
      journal.store?.close()
      // What did nothing leaves nothing.
      if journal.store != nil, !journal.hasDone { folder?.remove(run) }
    }
    do { try journal.finish(status) } catch {
      let reason = (error as? JournalStop)?.message ?? "\(error)"
      host.console.note("warning: how the run ended is not recorded: \(reason)", as: .warning)
    }
    if hasOwnSandbox, continuation == nil { folder?.removeSandbox(of: run) }
    if continuation == nil { folder?.removeTemporary(of: run) }
    return continuation
  }

  /// Keeps temporary files with the journal: a resumed run finds them again.
  func keepTemporaryFiles() {
    guard let folder else { return }
    host.temporary.keep { [run] in
      do { return try folder.temporaryFolder(of: run) } catch let problem as StoreProblem {
        throw ValueError(.io, problem.message, help: problem.help)
      }
    }
  }
}

/// The script and its modules, once they have been read. Their digest is computed only for a run that stores
/// something.
private final class ReadProgram: Sendable {
  let value = Mutex<ImgFlowRuntime.Program?>(nil)

  var digest: String {
    get throws { try value.withLock { $0 }?.digest ?? "" }
  }
}
