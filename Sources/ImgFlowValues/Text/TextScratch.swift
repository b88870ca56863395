/// Bytes that texts are put together in before they become strings, used like a stack.
public final class TextScratch {
  private static let usualSize = 1 << 10
  private static let largestKept = 1 << 20
  private var bytes = ByteBuffer(capacity: usualSize)

  public init() {}

  public var count: Int { bytes.count }

  public func append(_ text: String) { bytes.append(text) }

  /// Appends the decimal digits of `number`.
  public func append(decimal number: Int) { bytes.append(decimal: number) }

  /// The text from byte `start` on.
  public func text(from start: Int) -> String {
    bytes.withBytes {
      String(decoding: UnsafeBufferPointer(rebasing: $0[start...]), as: UTF8.self)
    }
  }

  /// Forgets what was added since there were `count` bytes.
  public func truncate(to count: Int) {
    bytes.truncate(to: count)
    if count == 0, bytes.capacity > Self.largestKept {
      bytes = ByteBuffer(capacity: Self.usualSize)
    }
  }
}
