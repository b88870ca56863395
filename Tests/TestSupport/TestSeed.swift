import Foundation

/// The seed of what tests sample: where trying everything takes long, each day tries another part.
public enum TestSeed {
  /// The environment's `IMGFLOW_TEST_SEED`, otherwise the day.
  public static let current: UInt64 =
    ProcessInfo.processInfo.environment["IMGFLOW_TEST_SEED"].flatMap(UInt64.init)
    ?? UInt64(Date().timeIntervalSince1970 / 86400)

  /// Whether nothing is left to chance, as `IMGFLOW_THOROUGH=1` asks.
  public static let isThorough =
    ProcessInfo.processInfo.environment["IMGFLOW_THOROUGH"] == "1"

  /// How to see a failure again, for its message.
  public static let advice = "repeat it with IMGFLOW_TEST_SEED=\(current)"

  /// Numbers for what `name` samples, the same for the same seed.
  public static func numbers(for name: String) -> SeededRandom {
    // FNV-1a: a hash of Swift's own differs from run to run.
    let hash = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return SeededRandom(seed: hash ^ current)
  }
}
