import ImgFlowValues

/// Handles an item, and returns whether it wants more.
typealias ItemUse = (consuming Value) throws -> Bool

/// Gives the items of what would be a list one at a time.
typealias ItemMaker = @Sendable (NativeCall, _ use: ItemUse) throws -> Void

/// Makes something of items that are given one at a time.
typealias ItemTaker = @Sendable (NativeCall, MadeItems) throws -> Value

/// The items of what would be a list, which are made as they are used.
struct MadeItems {
  private let maker: ItemMaker
  private let call: NativeCall
  /// About how many there are; 0 if unknown.
  let expectedCount: Int

  init(_ maker: @escaping ItemMaker, _ call: NativeCall, expectedCount: Int) {
    (self.maker, self.call, self.expectedCount) = (maker, call, expectedCount)
  }

  /// Uses every item. All are made before anything is wrong with the use of one, as those of a list are.
  func useAll(_ use: (consuming Value) throws -> Void) throws {
    var problem: (any Error)?
    do {
      try maker(call) { item in
        guard problem == nil else { return true }
        do { try use(item) } catch { problem = error }
        return true
      }
    } catch { throw RuntimeError.located(error, at: call.range) }
    if let problem { throw problem }
  }
}
