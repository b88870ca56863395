import Foundation
import GRDB

/// Why the store cannot keep or find something, which is not the request's fault.
struct StoreFault: Error, CustomStringConvertible {
  let description: String
  /// The status of the response to a request that it stops: 507 if space is missing.
  var status = 500
}

extension StoreFault {
  /// The same error in words, when SQLite or the disk refused something; any other as it is.
  static func explained(_ error: any Error) -> any Error { StoreFault(error) ?? error }

  /// Nil for an error that the store's surroundings are not to blame for.
  private init?(_ error: any Error) {
    switch error {
    case let error as DatabaseError: self.init(error.resultCode)
    case let error as CocoaError: self.init(error)
    default: return nil
    }
  }

  private init?(_ code: ResultCode) {
    switch code {
    case .SQLITE_FULL: self = .full
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: self = .unwritable
    case .SQLITE_IOERR:
      self.init(description: "The disk cannot be read or written.")
    case .SQLITE_CORRUPT:
      self.init(description: "The database is damaged.")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(description: "Another program has locked the database.", status: 503)
    default: return nil
    }
  }

  private init?(_ error: CocoaError) {
    switch error.code {
    case .fileWriteOutOfSpace: self = .full
    case .fileWriteNoPermission, .fileWriteVolumeReadOnly: self = .unwritable
    default: return nil
    }
  }

  static let full = StoreFault(
    description: "The disk is full, so nothing was stored. Free some space and try again.",
    status: 507)

  static let unwritable = StoreFault(
    description:
      "The file or its folder cannot be written. Check that it exists and its permissions."
  )
}
