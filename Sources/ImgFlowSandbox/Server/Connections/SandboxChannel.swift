import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// The connections of the sandbox: HTTP/1.1, watched so that slow ones keep no others out.
struct SandboxChannel: HTTPChannelHandler {
  typealias Value = AcceptedConnection

  let responder: HTTPChannelHandler.Responder
  let limits: ConnectionLimits
  let table: ConnectionTable
  let clock: SandboxClock

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    channel.eventLoop.makeCompletedFuture {
      let pipeline = channel.pipeline.syncOperations
      let watch = ConnectionWatch(limits, table)
      var heads = NIOHTTPDecoderLimitConfiguration()
      heads.maxHeaderFieldSize = ConnectionLimits.head
      heads.maxHeaderListSize = ConnectionLimits.head
      heads.maxHeaderFieldCount = 1000
      try pipeline.addHandler(watch)
      try pipeline.configureHTTPServerPipeline(
        withPipeliningAssistance: false, withErrorHandling: false,
        withOutboundHeaderValidation: false, withEncoderConfiguration: .init(),
        withDecoderLimitConfiguration: heads)
      try pipeline.addHandler(RequestFraming(watch))
      try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
      try pipeline.addHandler(AnswerDate(clock))
      try pipeline.addHandler(HTTPConnectionStateHandler(logger: logger))
      return AcceptedConnection(
        try NIOAsyncChannel(
          wrappingChannelSynchronously: channel,
          configuration: .init(isOutboundHalfClosureEnabled: true)))
    }
  }

  func handle(value: Value, logger: Logger) async {
    await handleHTTP(asyncChannel: value.take(), logger: logger)
  }
}
