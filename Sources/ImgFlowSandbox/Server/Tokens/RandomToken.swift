import Foundation
import ImgFlowSyntax

/// Strings that cannot be guessed.
enum RandomToken {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

  /// So many random bytes, as hexadecimal digits.
  static func hex(bytes: Int) -> String {
    HexDigits.of(bytes: (0..<bytes).map { _ in UInt8.random(in: 0...255) })
  }

  /// A random UUID, in the lower case of the vendors' samples.
  static func uuid() -> String { UUID().uuidString.lowercased() }

  /// So many random letters and digits.
  static func alphanumeric(_ count: Int) -> String {
    String((0..<count).map { _ in letters[Int.random(in: 0..<letters.count)] })
  }
}
