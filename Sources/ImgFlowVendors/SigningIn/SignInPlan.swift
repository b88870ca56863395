import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowValues

/// How a user signs in to a vendor permanently, as its declaration says: the questions, and what is done with
/// the replies.
package struct SignInPlan: Sendable {
  package enum Way: Sendable {
    /// An operation opens a session.
    case operation(String)
    /// The user lets it be opened on a page of the vendor's; the operation takes the code.
    case grant(AuthRule.Grant)
    /// The credentials are all that is needed.
    case none
  }

  package struct Question: Sendable {
    package let setting: Setting
    package let isRequired: Bool
  }

  package let way: Way
  package let questions: [Question]

  /// - Parameter usesToken: whether a ready token replaces signing in. If so, a vendor that has no tokens
  ///   asks no questions.
  package init(_ vendor: Vendor, usesToken: Bool) {
    let opener = vendor.auth.grant?.operation ?? vendor.auth.opener
    let asked = Self.credentials(of: opener, vendor)
    if usesToken {
      let tokens = vendor.credentials.filter { setting in
        opener != nil && !asked.contains { $0.name == setting.name }
      }
      let renewing = tokens.isEmpty ? [] : Self.credentials(of: vendor.auth.refresher, vendor)
      way = .none
      questions = (tokens + renewing).map { Question(setting: $0, isRequired: false) }
    } else {
      way =
        vendor.auth.grant.map { .grant($0) } ?? vendor.auth.opener.map { .operation($0) } ?? .none
      questions = (opener == nil ? vendor.credentials : asked).map {
        Question(setting: $0, isRequired: opener != nil || !$0.isOptional)
      }
    }
  }

  /// The credentials that an operation takes.
  private static func credentials(of operation: String?, _ vendor: Vendor) -> [Setting] {
    let parameters = operation.flatMap(vendor.operation)?.parameters ?? []
    return parameters.compactMap { parameter in
      guard case .supplied(by: .credentials, let name) = parameter.presence else { return nil }
      return vendor.credentials.first { $0.name == name }
    }
  }
}

extension Vendor {
  /// What is wrong with a string for a credential or setting; nil if it is valid.
  package func problem(with text: String, for setting: Setting) -> String? {
    let value = Vendor.value(of: text, setting.type)
    let found = try? setting.type.violations(of: value, at: setting.name, by: .request, limit: 1)
    return found?.first.map { "`\($0.field)` \($0.message)" }
  }
}
