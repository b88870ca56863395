/// Why things failed, and how often: messages that differ only in the name of the item are one reason.
public struct FailureReasons: Sendable, Equatable {
  public struct Reason: Sendable, Equatable {
    /// The message; names in which the messages differ are `…`.
    public fileprivate(set) var text: String
    public fileprivate(set) var count: Int
    /// The message without names.
    fileprivate let essence: String
  }

  /// The reasons, in the order in which they were first seen.
  public private(set) var all: [Reason] = []
  private let most: Int

  private static let longest = 160

  /// - Parameter most: how many reasons are kept; further ones are not counted.
  package init(most: Int) { self.most = most }

  /// Notes a failure; returns whether its reason is new.
  ///
  /// - Parameter names: what its item is called, or may be.
  package mutating func add(_ message: String, names: [String]) -> Bool {
    let line = String(message.prefix { !$0.isNewline })
    let essence = ItemNames.removed(names, from: line)
    if let index = all.firstIndex(where: { $0.essence == essence }) {
      all[index].count += 1
      if all[index].text != Self.cut(line) { all[index].text = Self.cut(essence) }
      return false
    }
    guard all.count < most else { return false }
    all.append(Reason(text: Self.cut(line), count: 1, essence: essence))
    return true
  }

  private static func cut(_ text: String) -> String {
    text.count > longest ? text.prefix(longest - 1) + "…" : text
  }
}
