/// Random numbers that are the same each time: what a new sandbox is filled with does not depend on when
/// it is made. SplitMix64 (Steele, Lea and Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// True with a probability.
  mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &self) < probability
  }

  /// One of several, each as likely as its weight says among all; nil for none.
  mutating func pick<Item>(_ choices: [(item: Item, weight: Double)]) -> Item? {
    let total = choices.map(\.weight).reduce(0, +)
    guard total > 0 else { return choices.first?.item }
    var place = Double.random(in: 0..<total, using: &self)
    for choice in choices {
      place -= choice.weight
      if place < 0 { return choice.item }
    }
    return choices.last?.item
  }
}
