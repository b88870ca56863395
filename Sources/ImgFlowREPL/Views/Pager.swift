import ImgFlow

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Shows a long text a screen at a time.
enum Pager {
  /// Shows a string in the person's pager and waits for its end; false if there is none.
  ///
  /// `less` is asked to leave the text on the screen, to keep its colours, and to end at once when one
  /// screen is enough.
  static func show(_ text: String) -> Bool {
    let command = (try? SystemText.variable("PAGER")) ?? ""
    // Leaving the pager early closes the pipe that is being written to.
    let before = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, before) }
    guard let pipe = popen(command.isEmpty ? "less -FRX" : command, "w") else { return false }
    let bytes = Array(text.utf8)
    fwrite(bytes, 1, bytes.count, pipe)
    // The shell says 127 when it finds no such program.
    return pclose(pipe) >> 8 != 127
  }
}
