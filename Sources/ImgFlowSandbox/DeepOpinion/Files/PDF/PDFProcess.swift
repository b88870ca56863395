import Foundation
import ImgFlowProcesses

/// The process that reads PDF documents: an untrusted document can make any reader exhaust memory and time,
/// or crash, and then only this process ends.
package enum PDFProcess {
  /// The command of `imgflow-sandbox` that is this process.
  package static let command = "read-pdf"

  /// Megabytes and seconds that a document may take.
  private static let memory = 192
  private static let time = 10

  // MARK: - Inside

  /// Responds to the request on standard input, within the limits; returns the exit status.
  package static func serve() -> Int32 {
    ProcessLimits.set(megabytes: memory, seconds: time)
    let output = divertOutput()
    do {
      let input = FileHandle.standardInput.readDataToEndOfFile()
      let answer = try JSONDecoder().decode(PDFRequest.self, from: input).answer()
      guard !hasComplained else { return 1 }
      try output.write(contentsOf: JSONEncoder().encode(answer))
      return 0
    } catch {
      return 1
    }
  }

  /// Puts a file in place of standard output, which this returns: on it Poppler says that it had no memory
  /// for a part of a page, and continues without it.
  private static func divertOutput() -> FileHandle {
    let output = FileHandle(fileDescriptor: dup(STDOUT_FILENO), closeOnDealloc: true)
    signal(SIGXFSZ, SIG_IGN)
    ProcessLimits.limit(RLIMIT_FSIZE, to: 1 << 10)
    if let file = tmpfile() { dup2(fileno(file), STDOUT_FILENO) }
    return output
  }

  /// Whether Poppler has said anything.
  private static var hasComplained: Bool {
    fflush(nil)
    return lseek(STDOUT_FILENO, 0, SEEK_END) > 0
  }

  // MARK: - Outside

  /// Reads the text of a document.
  ///
  /// - Throws: `FileFault`.
  static func text(of file: URL) throws -> PDFText {
    guard case .text(let text) = try answer(to: PDFRequest(file: file, wanted: .text)) else {
      throw tooMuch
    }
    return text
  }

  /// Draws the pages of a document, as PNG files.
  ///
  /// - Throws: `FileFault`.
  static func images(of file: URL, with frames: [PDFRequest.Frame]) throws -> [Data] {
    let request = PDFRequest(file: file, wanted: .images(frames: frames))
    guard case .images(let images) = try answer(to: request) else { throw tooMuch }
    return images
  }

  private static let tooMuch = FileFault(
    "The PDF is damaged, or takes more than \(memory) MB of memory to read.")
  private static let tooLong = FileFault("The PDF takes more than \(time) seconds to read.")

  private static func answer(to request: PDFRequest) throws -> PDFRequest.Answer {
    let question = request.file.appendingPathExtension("request")
    try JSONEncoder().encode(request).write(to: question)
    defer { try? FileManager.default.removeItem(at: question) }
    let (input, output) = (try FileHandle(forReadingFrom: question), Pipe())
    let variables = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }
    var launch = Launch(program.path, [command], environment: variables)
    launch.input = input.fileDescriptor
    launch.output = output.fileHandleForWriting.fileDescriptor
    let process = try launch.start()
    try output.fileHandleForWriting.close()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    let end = ProcessEnd(of: process)
    // So the system ends a process that has used up its time; a thread may block other signals.
    guard end != .signal(SIGKILL) else { throw tooLong }
    guard end == .exit(0),
      let answer = try? JSONDecoder().decode(PDFRequest.Answer.self, from: printed)
    else { throw tooMuch }
    if case .refusal(let reason) = answer { throw FileFault(reason) }
    return answer
  }

  /// The program `imgflow-sandbox`, which is this one or, in tests, next to this one.
  private static var program: URL {
    let own = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
    return own.resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "imgflow-sandbox")
  }
}
