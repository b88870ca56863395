/// A hash of bytes that numbers the features of texts: FNV-1a (Fowler, Noll and Vo).
struct FeatureHash {
  private var state: UInt64

  /// - Parameter seed: tells kinds of features apart.
  init(seed: UInt64 = 0) { state = 0xCBF2_9CE4_8422_2325 &+ seed }

  /// The hash of the bytes so far, followed by these.
  func with(_ bytes: some Sequence<UInt8>) -> FeatureHash {
    var next = self
    for byte in bytes { next.state = (next.state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return next
  }

  /// A last step mixes the low bits with the high ones.
  var value: UInt64 { state ^ state >> 32 }

  /// The number of a feature, below `TextFeatures.count`.
  var number: Int32 { Int32(truncatingIfNeeded: value & UInt64(TextFeatures.count - 1)) }
}
