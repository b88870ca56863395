import Foundation

extension Double {
  /// Rounded to so many decimals.
  func rounded(toPlaces places: Int) -> Double {
    let factor = Foundation.pow(10, Double(places))
    return (self * factor).rounded() / factor
  }
}
