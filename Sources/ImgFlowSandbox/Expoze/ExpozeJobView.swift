import Foundation
import ImgFlowValues

/// A job as it shows at an instant: before its end, what it does follows from the time alone.
struct ExpozeJobView {
  let job: Expoze.Job
  let media: Expoze.Media
  let now: Date

  /// The documents name only `queued`; the others are what the design settled on.
  enum Status: String {
    case queued, processing, done, failed
  }

  var status: Status {
    if job.failure != nil { return .failed }
    if job.outputPath != nil { return .done }
    return now < job.startsAt ? .queued : .processing
  }

  /// Per cent. Until the end is recorded it stays below 100, which clients take for the end.
  var progress: Int {
    switch status {
    case .queued: 0
    case .done: 100
    case .processing, .failed: min(99, max(1, Int(share * 100)))
    }
  }

  private var length: TimeInterval { max(0.001, job.endsAt.timeIntervalSince(job.startsAt)) }
  private var elapsed: TimeInterval { min(length, max(0, now.timeIntervalSince(job.startsAt))) }
  private var share: Double { elapsed / length }

  /// The object of the documents, field by field in their order.
  var json: Value {
    get throws {
      let output = job.outputPath.map(Value.escaped) ?? .null
      return try .object([
        "position": Value(job.position), "status": .string(status.rawValue),
        "media": .object(["id": Value(media.id)]), "colormap": .string(job.settings.colormap),
        "spyneId": .null, "mediaId": Value(media.id), "priority": .int(1),
        "alpha": .float(job.settings.alpha), "modulus": .int(3), "interval": .int(1),
        "progress": .int(progress), "boost": .int(job.settings.boost),
        // It is not documented where the reason for a failure would be.
        "description": Value(job.failure), "outputFile": output, "outputPath": output,
        "outputPdfFile": .null, "reveal": .bool(job.settings.reveal),
        "inverse": .bool(job.settings.inverse), "watermark": .list([]),
        "expectedOutputUri": .null, "poster": .null, "spyneTask": .null,
        "preset": .string(job.settings.preset),
        "enableWatermark": .bool(job.settings.enableWatermark),
        "progressStatus": progressStatus, "salience": salience, "properties": properties,
        "id": Value(job.id),
      ])
    }
  }

  /// An image is one frame. Times are in seconds.
  private var progressStatus: Value {
    get throws {
      let isShown = status != .queued
      return try .object([
        "progress": isShown ? .int(progress) : .null,
        "frames_done": isShown ? .int(status == .done ? 1 : 0) : .null,
        "total_frames": isShown ? .int(1) : .null,
        "time_elapsed": isShown ? .float(elapsed.rounded(toPlaces: 2)) : .null,
        "time_remaining": isShown ? .float((length - elapsed).rounded(toPlaces: 2)) : .null,
      ])
    }
  }

  private var salience: Value {
    get throws {
      let figures = job.salience
      return try .object([
        "mode": Value(figures?.mode), "sum": Value(figures?.sum), "min": Value(figures?.min),
        "max": Value(figures?.max), "mean": Value(figures?.mean),
        "median": Value(figures?.median), "stddev": Value(figures?.stddev),
        "variance": Value(figures?.variance),
      ])
    }
  }

  private var properties: Value {
    get throws {
      let isDone = status == .done
      return try .object([
        "area": isDone ? .int(media.width * media.height) : .null,
        "derotation": isDone ? .int(0) : .null,
        "dim_height": isDone ? .int(media.height) : .null,
        "dim_width": isDone ? .int(media.width) : .null,
        "suffix_out": isDone ? .string(".jpg") : .null,
      ])
    }
  }
}
