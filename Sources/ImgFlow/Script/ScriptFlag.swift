/// The flags that every script takes: what the command line reads, what its help lists, and what no
/// parameter can be called.
package enum ScriptFlag: String, CaseIterable, Sendable {
  case sandbox
  case sandboxURL = "sandbox-url"
  case timeScale = "time-scale"
  case chaos
  case profile
  case params
  case envFile = "env-file"
  case caFile = "ca-file"
  case budget
  case timeout
  case maxMemory = "max-memory"
  case maxSteps = "max-steps"
  case maxDepth = "max-depth"
  case noJournal = "no-journal"
  case exclusive
  case fresh
  case events
  case logFile = "log-file"
  case quiet
  case verbose
  case json
  case diagnostics
  case noColor = "no-color"
  case noInput = "no-input"
  case allowReveal = "allow-reveal"
  case confine
  case denyNet = "deny-net"
  case denyRun = "deny-run"
  case denyWrite = "deny-write"
  case denyEnv = "deny-env"
  case allowNet = "allow-net"
  case allowRead = "allow-read"
  case allowWrite = "allow-write"
  case allowRun = "allow-run"
  case allowEnv = "allow-env"
  case help
}
