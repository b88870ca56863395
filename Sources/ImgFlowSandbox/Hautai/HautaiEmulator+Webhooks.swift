import Foundation
import GRDB
import Hummingbird
import ImgFlowValues

extension HautaiEmulator {
  func createWebhook(_ call: HautaiCall) async throws -> Response {
    let dataset = try await dataset(call)
    let webhook = Hautai.Webhook(
      id: nil, hautaiDatasetId: dataset.id, url: call.text("url"),
      method: call.body["method"]?.asString ?? "post",
      authorization: call.body["authorization"]?.asString,
      authorizationKey: call.body["authorization_key"]?.asString,
      authorizationValue: call.body["authorization_value"]?.asString,
      isEnabled: call.body["enabled"]?.asBool ?? true,
      hasSurveyAnswers: call.body["add_survey_answers"]?.asBool ?? false,
      isMerged: call.body["merge_webhooks"]?.asBool ?? false)
    let made = try await store.database.write { try webhook.inserted($0) }
    return .json(
      try .object([
        "id": Value(made.id), "url": .string(made.url), "method": .string(made.method),
        "authorization": Value(made.authorization),
        "authorization_key": Value(made.authorizationKey),
        "enabled": .bool(made.isEnabled),
        "add_survey_answers": .bool(made.hasSurveyAnswers),
        "merge_webhooks": .bool(made.isMerged),
      ]), status: .created)
  }
}

extension Hautai.Webhook {
  /// Where its calls go, and how they say who they are from.
  var target: WebhookSender.Target {
    var target = WebhookSender.Target(address: url, isGet: method == "get")
    let (key, value) = (authorizationKey ?? "", authorizationValue ?? "")
    switch authorization {
    case "basic":
      let pair = Data("\(key):\(value)".utf8).base64EncodedString()
      target.authorization = "Basic \(pair)"
    case "bearer": target.authorization = "Bearer \(value)"
    case "query":
      guard var parts = URLComponents(string: url) else { break }
      parts.queryItems = (parts.queryItems ?? []) + [URLQueryItem(name: key, value: value)]
      target.address = parts.string ?? url
    default: break
    }
    return target
  }

  /// What is sent of a batch: a text for each result, or one with all.
  func texts(of images: [Hautai.Image], in batch: Hautai.Batch) throws -> [String] {
    let records = try images.flatMap { try HautaiResults.list(of: $0, in: batch) }
    if hasSurveyAnswers {
      // No one fills in surveys here.
      for record in records { try record.asRecord?.set("survey_answers", .list([])) }
    }
    return isMerged
      ? [try JSON.text(of: .list(records))] : try records.map { try JSON.text(of: $0) }
  }
}
