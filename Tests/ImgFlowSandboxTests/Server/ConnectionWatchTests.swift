import NIOCore
import NIOEmbedded
import Testing

@testable import ImgFlowSandbox

/// Every connection is watched, however late it opens after its handlers were added.
@Suite struct ConnectionWatchTests {
  @Test(arguments: [0, 1, 2, 50])
  func aConnectionIsWatchedFromItsOpeningOn(intervalsBefore: Int64) throws {
    let limits = ConnectionLimits(
      head: .zero, idle: .zero, interval: .milliseconds(10), patience: 3)
    let channel = EmbeddedChannel()
    let watch = ConnectionWatch(limits, ConnectionTable(limit: 8))
    try channel.pipeline.syncOperations.addHandler(watch)
    channel.embeddedEventLoop.advanceTime(by: limits.interval * Int(intervalsBefore))
    #expect(!channel.isActive)
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: limits.interval * 2)
    // Nothing was sent on it.
    #expect(!channel.isActive, "it was never closed")
  }

  @Test func aConnectionThatNeverOpensIsForgotten() throws {
    let table = ConnectionTable(limit: 0)
    let channel = EmbeddedChannel()
    let watch = ConnectionWatch(ConnectionLimits(), table)
    try channel.pipeline.syncOperations.addHandler(watch)
    #expect(!table.isAcceptingNewConnections())
    _ = channel.pipeline.syncOperations.removeHandler(watch)
    channel.embeddedEventLoop.run()
    #expect(table.isAcceptingNewConnections())
  }
}
