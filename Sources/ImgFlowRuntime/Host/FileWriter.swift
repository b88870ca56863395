import ImgFlowValues
import Synchronization

/// A file that is being written piece by piece, and that replaces another one when it is finished. Any thread
/// may call it, one at a time.
///
/// Every failure is a `ValueError` of kind `io` that names the path.
public protocol FileWriter: AnyObject, Sendable {
  func append(_ bytes: ArraySlice<UInt8>) throws
  /// Puts the file in its place.
  func finish() throws
  /// Removes it, unless it is finished; nothing can be appended any more.
  func discard()
}

/// Keeps all of a file until it is finished; for file systems that have no open files.
final class WholeFileWriter: FileWriter {
  private let bytes = Mutex<[UInt8]>([])
  private let write: @Sendable ([UInt8]) throws -> Void

  init(_ write: @escaping @Sendable ([UInt8]) throws -> Void) { self.write = write }

  func append(_ bytes: ArraySlice<UInt8>) { self.bytes.withLock { $0 += bytes } }
  func finish() throws { try write(bytes.withLock { $0 }) }
  func discard() { bytes.withLock { $0 = [] } }
}
