import CReadline

/// The signals that a prompt lives with. Used on the main thread only.
enum Signals {
  /// Catches them from now on.
  static func catchAll() { lineEditorCatchSignals() }

  /// A descriptor that can be read from when a signal has come.
  static var descriptor: Int32 { lineEditorSignalDescriptor() }

  /// Makes the descriptor unreadable until the next signal comes.
  static func drain() { lineEditorDrainSignals() }

  /// Whether Ctrl-C has come since this was asked last.
  static func takeInterrupt() -> Bool { lineEditorTakeInterrupt() }

  /// The signal that asks the program to end, as when the terminal is closed; nil before.
  static var ending: Int32? {
    let signal = lineEditorEndingSignal()
    return signal == 0 ? nil : signal
  }
}
