import ImgFlowRuntime
import ImgFlowValues

/// What is kept between runs for the user: the credentials that were given once, and the sessions that they
/// opened.
package protocol VendorProfile: Sendable {
  /// What is kept for a vendor; nil if no one has signed in to it at this address.
  func entry(of vendor: String, at address: String) -> ProfileEntry?
  /// Puts a session in the place of the one that was kept.
  func keep(_ session: KeptSession, of vendor: String) throws
  /// Calls `body` with what is kept for this vendor, while no other process does so.
  ///
  /// - Throws: what `body` throws; `CancellationError` if it is cancelled while it waits.
  func exclusively<Result>(
    for vendor: String, _ cancellation: Cancellation, _ body: () throws -> Result
  ) throws -> Result
}

/// What is kept for one vendor.
package struct ProfileEntry: Sendable {
  /// Where it is valid: no part of it is sent to any other address.
  package let address: String
  /// Credentials and settings by name.
  package var values: [String: String]
  package var session: KeptSession?

  package init(address: String, values: [String: String], session: KeptSession? = nil) {
    self.address = address
    self.values = values
    self.session = session
  }
}

/// A session that outlives the run that opened it.
package struct KeptSession: Sendable, Equatable {
  /// Its fields as a JSON object, secrets in the clear.
  package let fields: String
  /// When it was opened and when it ends, in milliseconds since 1970; nil if unknown.
  package let opened: Int
  package let ends: Int?

  package init(fields: String, opened: Int, ends: Int?) {
    self.fields = fields
    self.opened = opened
    self.ends = ends
  }
}
