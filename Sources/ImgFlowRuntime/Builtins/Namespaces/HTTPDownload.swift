import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// The file that `to:` of `http` names, as the response fills it; shows how much has arrived.
final class HTTPDownload: FileWriter {
  /// How many bytes come before anything is shown, and between two times.
  private static let step = 1_000_000

  private struct Shown {
    var entry: Int?
    var count = 0
    var due = step
  }

  private let writer: any FileWriter
  private let name: String
  private let progress: any ProgressDisplay
  private let shown = Mutex(Shown())

  /// - Parameter name: What the progress is called.
  init(_ writer: any FileWriter, named name: String, _ progress: any ProgressDisplay) {
    self.writer = writer
    self.name = name
    self.progress = progress
  }

  func append(_ bytes: ArraySlice<UInt8>) throws {
    try writer.append(bytes)
    shown.withLock { shown in
      shown.count += bytes.count
      guard shown.count >= shown.due else { return }
      shown.due = shown.count + Self.step
      let entry = shown.entry ?? progress.begin(name)
      shown.entry = entry
      progress.update(entry, fraction: nil, detail: Quantity.bytes(shown.count))
    }
  }

  func finish() throws {
    try writer.finish()
    end("saved")
  }

  func discard() {
    writer.discard()
    end("failed")
  }

  private func end(_ outcome: String) {
    let entry = shown.withLock { $0.entry.take() }
    if let entry { progress.end(entry, outcome: outcome) }
  }
}
