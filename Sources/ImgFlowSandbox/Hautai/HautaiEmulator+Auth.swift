import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension HautaiEmulator {
  func login(_ call: HautaiCall) async throws -> Response {
    try answer(with: try await sessions.open(call.text("username"), call.text("password")))
  }

  func refresh(_ call: HautaiCall) async throws -> Response {
    try answer(with: try await sessions.refresh(call.text("refresh_token")))
  }

  /// The guide has the token under both names.
  private func answer(with opened: (session: Hautai.Session, user: Hautai.User)) throws -> Response
  {
    .object([
      "id": .string(opened.user.id), "email": .string(opened.user.username),
      "username": .string(opened.user.username), "is_verified": .bool(true),
      "profile": try .object([:]),
      "access_token": .string(opened.session.accessToken),
      "token_access": .string(opened.session.accessToken),
      "refresh_token": Value(opened.session.refreshToken),
      "company_id": .string(opened.user.hautaiCompanyId),
    ])
  }

  func getProfile(_ call: HautaiCall) throws -> Response {
    let user = try call.signedIn()
    return .object([
      "user": try .object([
        "id": .string(user.id), "email": .string(user.username),
        "username": .string(user.username), "company_id": .string(user.hautaiCompanyId),
      ])
    ])
  }

  // MARK: - Tokens for servers

  /// Makes a token for servers, and shows its text this once.
  func createPrivateToken(_ call: HautaiCall) async throws -> Response {
    let user = try call.signedIn()
    let expires = call.body["expiration_time"]?.asString.flatMap(TimeText.parse)
      .map { Date(timeIntervalSince1970: Double($0) / 1000) }
    if let expires, expires <= clock.now {
      throw Refusal.invalid("expiration_time", "must be in the future")
    }
    let token = Hautai.PrivateToken(
      id: nil, hautaiUserId: user.id, name: call.text("name"),
      data: RandomToken.alphanumeric(64), expiresAt: expires)
    let made = try await store.database.write { try token.inserted($0) }
    return .json(try json(of: made, isShown: true), status: .created)
  }

  func listPrivateTokens(_ call: HautaiCall) async throws -> Response {
    let user = try call.signedIn()
    let tokens = try await store.database.read { db in
      try Hautai.PrivateToken.filter(Column("hautaiUserId") == user.id).order(Column("id"))
        .fetchAll(db)
    }
    let words = call.query["q"]?.asString ?? ""
    let found = tokens.filter { FoldedText.contains(words, in: $0.name) }
    let ordered = order(found, by: call.query["ordering"]?.asString ?? "id")
    return try HautaiPage(call).answer(ordered) { try json(of: $0, isShown: false) }
  }

  /// Orders by a field, the other way round after a minus; unknown fields are skipped, as the framework does.
  private func order(
    _ tokens: [Hautai.PrivateToken], by field: String
  ) -> [Hautai.PrivateToken] {
    let isReversed = field.hasPrefix("-")
    let ordered =
      switch field.drop(while: { $0 == "-" }) {
      case "name": tokens.sorted { $0.name < $1.name }
      case "expiration_time":
        tokens.sorted { ($0.expiresAt ?? .distantFuture) < ($1.expiresAt ?? .distantFuture) }
      default: tokens
      }
    return isReversed ? ordered.reversed() : ordered
  }

  func deletePrivateToken(_ call: HautaiCall) async throws -> Response {
    let user = try call.signedIn()
    let id = try call.id("token_id")
    let count = try await store.database.write { db in
      try Hautai.PrivateToken.filter(Column("id") == id && Column("hautaiUserId") == user.id)
        .deleteAll(db)
    }
    guard count > 0 else { throw Refusal.notFound("Not found.") }
    return Response(status: .noContent)
  }

  private func json(of token: Hautai.PrivateToken, isShown: Bool) throws -> Value {
    let record = RecordObject()
    try record.set("id", Value(token.id))
    try record.set("name", .string(token.name))
    try record.set("expiration_time", Value(token.expiresAt?.withMilliseconds))
    if isShown { try record.set("data", .string(token.data)) }
    return .heap(record)
  }
}

/// A page of a list in the form of the vendor's framework, with the addresses of the adjacent pages.
struct HautaiPage {
  private let number: Int
  private let size: Int
  private let address: String
  private let others: String

  init(_ call: HautaiCall) {
    number = call.query["page"]?.asInt ?? 1
    size = call.query["page_size"]?.asInt ?? 100
    address = call.base + (call.request.uri.path.after("/\(HautaiEmulator.name)") ?? "")
    others = (call.request.uri.query ?? "").split(separator: "&")
      .filter { !$0.hasPrefix("page=") }.map { "&\($0)" }.joined()
  }

  /// - Throws: a 404 for a page beyond the last.
  func answer<Item>(_ items: [Item], _ json: (Item) throws -> Value) throws -> Response {
    let (start, isTooFar) = (number - 1).multipliedReportingOverflow(by: size)
    guard !isTooFar, number == 1 || start < items.count else {
      throw Refusal.notFound("Invalid page.")
    }
    let shown = items.dropFirst(start).prefix(size)
    let hasMore = start + shown.count < items.count
    return .object([
      "count": .int(items.count), "next": hasMore ? link(number + 1) : .null,
      "previous": number > 1 ? link(number - 1) : .null,
      "results": try .list(shown.map(json)),
    ])
  }

  private func link(_ number: Int) -> Value { .string("\(address)?page=\(number)\(others)") }
}
