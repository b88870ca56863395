import NIOCore

/// Ensures that a connection makes progress, by its bytes: a head within its time, a body and the reading of
/// a response at a minimum rate, and no endless waiting in between.
///
/// What a client withholds is distinguished from what the sandbox does not accept: only the former is slow.
final class ConnectionWatch: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = IOData
  typealias OutboundOut = IOData

  /// What the connection waits for.
  enum Phase {
    /// A request, of which nothing has arrived yet.
    case idle
    case head, body
    /// The sandbox, or the client to read what it says.
    case answer
    /// The client to close, now that all is said.
    case end
  }

  private let limits: ConnectionLimits
  private let table: ConnectionTable
  /// Acts when a request arrives too slowly.
  var onSlowRequest: (() -> Void)?

  private(set) var phase = Phase.idle
  private var since = NIODeadline.now()
  private var hasAsked = false
  private var isReadWanted = false
  private var slowIntervals = 0
  /// Whole intervals in this phase.
  private var intervals = 0
  /// Bytes in this interval.
  private var received = 0
  private var written = 0
  /// Bytes that waited to be sent when the interval began.
  private var waiting = 0
  /// The length of the request line so far, and whether its end has arrived.
  private var requestLine = (length: 0, hasEnded: false)
  private var timer: Scheduled<Void>?

  init(_ limits: ConnectionLimits, _ table: ConnectionTable) {
    self.limits = limits
    self.table = table
  }

  /// Whether the request line of the head that is being read is longer than a head may be.
  var isRequestLineTooLong: Bool { requestLine.length > ConnectionLimits.head }

  /// Sets what the connection waits for from now on.
  func enter(_ phase: Phase, _ channel: any Channel) {
    if phase == .body || phase == .answer { hasAsked = true }
    self.phase = phase
    since = .now()
    (intervals, slowIntervals) = (0, 0)
    requestLine = (0, false)
    table.set(spare, of: channel)
  }

  // MARK: - Events

  func handlerAdded(context: ChannelHandlerContext) {
    table.add(context.channel)
    if context.channel.isActive { schedule(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { end(context) }

  func channelActive(context: ChannelHandlerContext) {
    // A busy server may have added this handler more than an interval ago.
    since = .now()
    if timer == nil { schedule(context) }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(context)
    context.fireChannelInactive()
  }

  /// Also ends the watch of a connection that was never open.
  private func end(_ context: ChannelHandlerContext) {
    timer?.cancel()
    onSlowRequest = nil
    table.remove(context.channel)
  }

  func read(context: ChannelHandlerContext) {
    isReadWanted = true
    context.read()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data).readableBytesView
    received += bytes.count
    if phase == .idle { enter(.head, context.channel) }
    if phase == .head { measureRequestLine(bytes) }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isReadWanted = false
    context.fireChannelReadComplete()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    written += unwrapOutboundIn(data).readableBytes
    context.write(data, promise: promise)
  }

  private func measureRequestLine(_ bytes: ByteBufferView) {
    guard !requestLine.hasEnded else { return }
    let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
    requestLine.length += bytes[..<(end ?? bytes.endIndex)].count
    requestLine.hasEnded = end != nil
  }

  // MARK: - Intervals

  private func schedule(_ context: ChannelHandlerContext) {
    timer = context.eventLoop.assumeIsolated().scheduleTask(in: limits.interval) {
      self.check(context)
    }
  }

  private func check(_ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    schedule(context)
    let still = bytesToSend(context)
    let sent = waiting + written - still
    let isSlow =
      phase == .body && isReadWanted && received < limits.pace
      || phase == .answer && still > 0 && sent < limits.pace
    intervals += 1
    slowIntervals = isSlow ? slowIntervals + 1 : 0
    (received, written, waiting) = (0, 0, still)
    endIfLate(context)
    table.set(spare, of: context.channel)
  }

  private func endIfLate(_ context: ChannelHandlerContext) {
    let elapsed = NIODeadline.now() - since
    switch phase {
    case .idle: if elapsed > limits.idle { context.close(promise: nil) }
    case .head: if elapsed > limits.head { onSlowRequest?() }
    case .body: if slowIntervals >= limits.patience { onSlowRequest?() }
    case .answer: if slowIntervals >= limits.patience { context.close(promise: nil) }
    case .end: if elapsed > limits.head { context.close(promise: nil) }
    }
  }

  /// Bytes that the client has not made room for.
  private func bytesToSend(_ context: ChannelHandlerContext) -> Int {
    (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
  }

  /// No connection is judged before it had time to send: everything that has arrived is read between two
  /// intervals.
  private var spare: ConnectionTable.Spare? {
    switch phase {
    case .idle where intervals >= limits.crowdedPatience: hasAsked ? .kept : .silent
    case .head where intervals >= limits.crowdedPatience: .silent
    case .end where intervals >= limits.crowdedPatience: .silent
    case .body, .answer: slowIntervals >= limits.crowdedPatience ? .slow : nil
    case .idle, .head, .end: nil
    }
  }
}
