import ImgFlowNetwork

/// What decides how services are reached: the environment, and what a command line adds to it.
package struct NetworkSettings: Sendable {
  /// Gives the value of a variable; nil where it is not set. The variables read are those of proxies,
  /// `SSL_CERT_FILE` and `SSL_CERT_DIR`.
  package var environment: @Sendable (String) -> String? = { _ in nil }
  /// Paths of files with certificates of authorities that are trusted too.
  package var authorityFiles: [String] = []

  /// Settings under which no variable is read.
  package init() {}

  package init(
    authorityFiles: [String] = [], environment: @escaping @Sendable (String) -> String?
  ) {
    self.authorityFiles = authorityFiles
    self.environment = environment
  }

  /// The passwords of proxies, as they are and as they are sent: no part of them may be shown.
  package var secrets: [String] { ProxyRules(environment: environment).secrets }
}
