import ImgFlowValues
import Testing

@testable import ImgFlowSandbox

extension TestSandbox {
  /// The headers by which a vendor knows the demo user of a new sandbox.
  func credentials(of vendor: String) async throws -> [String: String] {
    switch vendor {
    case "expoze": return ["Authorization": "Bearer \(try await login())"]
    case "assetzen": return ["Authorization": "Bearer sandbox"]
    case "pixoneye": return ["api_key": "sandbox", "Content-Type": "application/json"]
    case "hautai":
      let answer = try await post(
        "/hautai/api/v1/auth/login/", #"{"username": "demo@imgflow.dev", "password": "sandbox"}"#)
      return ["Authorization": "Bearer \(answer["access_token"].asString ?? "")"]
    default: return ["Authorization": "Bearer \(try await Studio.login(self).token)"]
    }
  }
}
