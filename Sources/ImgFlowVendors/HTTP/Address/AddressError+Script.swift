import ImgFlowRuntime
import ImgFlowValues

extension AddressError {
  /// The error for an address that a script gave.
  func error(for address: String) -> ValueError {
    let shown = Value.string(CredentialMask.address(address)).shortDescription(limit: 200)
    return ValueError(.validation, "the address \(shown) \(message)", help: help)
  }
}
