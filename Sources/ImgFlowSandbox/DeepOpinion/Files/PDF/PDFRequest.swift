import Foundation

/// The requests to the process that reads PDF documents, and its responses.
struct PDFRequest: Codable {
  var file: URL
  var wanted: Wanted

  enum Wanted: Codable {
    case text
    /// An image of each page, with a frame around each place.
    case images(frames: [Frame])
  }

  struct Frame: Codable {
    /// From 0.
    var page: Int
    var box: PDFText.Box
  }

  enum Answer: Codable {
    case text(PDFText)
    /// PNG files.
    case images([Data])
    case refusal(String)
  }

  /// Reads the document.
  func answer() -> Answer {
    do throws(FileFault) {
      let budget = DocumentBudget()
      let reader = try PDFReader(file, budget)
      switch wanted {
      case .text: return .text(try reader.text())
      case .images(let frames): return .images(try reader.images(with: frames))
      }
    } catch {
      return .refusal(error.text)
    }
  }
}
