import ImgFlowValues

/// Random bits that follow from the seed of a run and the place in it, so that a resumed run draws the same
/// ones: SplitMix64 (Steele, Lea, Flood 2014), whose state begins with a digest of the two.
package struct TaskRandomness {
  private var state: UInt64

  package init(seed: String, task: String) throws {
    let digest = try Array("\(seed)|\(task)".utf8).withUnsafeBufferPointer {
      try Digest<SHA256>.of($0)
    }
    state = digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
