import HummingbirdCore
import NIOCore
import Synchronization

/// The open connections. If there are too many, those that keep others out are closed: first those that never
/// sent a request, then the slow, then those that only wait for the next request. One whose request is being
/// worked on, or moves along, stays; a new one waits instead.
final class ConnectionTable: AvailableConnectionsDelegate {
  /// Why a connection can be spared, the most willingly first; the longest so goes first.
  enum Spare: Int, Comparable {
    case silent, slow, kept

    static func < (first: Spare, second: Spare) -> Bool { first.rawValue < second.rawValue }
  }

  private struct Entry {
    let channel: any Channel
    /// Nil for one that is busy.
    var spare: Spare?
    var since: NIODeadline
  }

  private let limit: Int
  private let entries = Mutex<[ObjectIdentifier: Entry]>([:])

  init(limit: Int) { self.limit = limit }

  func add(_ channel: any Channel) {
    let victim = entries.withLock { entries -> (any Channel)? in
      let victim = entries.count >= limit ? Self.takeMostSpare(from: &entries) : nil
      entries[ObjectIdentifier(channel)] = Entry(
        channel: channel, spare: nil, since: .now())
      return victim
    }
    victim?.close(promise: nil)
  }

  func remove(_ channel: any Channel) {
    _ = entries.withLock { $0.removeValue(forKey: ObjectIdentifier(channel)) }
  }

  /// Says whether a connection can be spared from now on; it is closed when others wait.
  func set(_ spare: Spare?, of channel: any Channel) {
    let isVictim = entries.withLock { entries in
      let id = ObjectIdentifier(channel)
      guard let entry = entries[id], entry.spare != spare else { return false }
      let isVictim = spare != nil && entries.count > limit
      entries[id] = isVictim ? nil : Entry(channel: channel, spare: spare, since: .now())
      return isVictim
    }
    if isVictim { channel.close(promise: nil) }
  }

  /// Ends all connections.
  func closeAll() {
    let channels = entries.withLock { $0.values.map(\.channel) }
    for channel in channels { channel.close(promise: nil) }
  }

  /// Removes the connections that are to go, so that none is closed twice: closing takes a moment.
  private static func takeMostSpare(
    from entries: inout [ObjectIdentifier: Entry]
  ) -> (any Channel)? {
    let spare = entries.values.compactMap { entry in entry.spare.map { (entry, $0) } }
    let victim = spare.min { ($0.1, $0.0.since) < ($1.1, $1.0.since) }?.0.channel
    if let victim { entries[ObjectIdentifier(victim)] = nil }
    return victim
  }

  // MARK: - AvailableConnectionsDelegate

  func connectionOpened() {}
  func connectionClosed() {}

  /// One more than the limit is let in, for which another one goes.
  func isAcceptingNewConnections() -> Bool { entries.withLock { $0.count <= limit } }
}
