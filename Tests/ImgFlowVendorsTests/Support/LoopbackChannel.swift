import NIOCore
import NIOPosix

/// Where the servers of these tests listen.
enum LoopbackChannel {
  /// Listens on a loopback port that is free.
  ///
  /// - Parameter prepare: Adds the handlers of a connection.
  static func bind(
    _ prepare: @escaping @Sendable (ChannelPipeline.SynchronousOperations) throws -> Void
  ) throws -> any Channel {
    try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelOption(.backlog, value: 256)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try prepare(channel.pipeline.syncOperations) }
      }
      .bind(host: "127.0.0.1", port: 0).wait()
  }
}
