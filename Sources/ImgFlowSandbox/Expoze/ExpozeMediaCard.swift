import Foundation

/// A media on the page: its heatmap, or itself while there is none, with its areas drawn over it.
struct ExpozeMediaCard: Sendable {
  let media: Expoze.Media
  let now: Date
  /// Newest first.
  let jobs: [Expoze.Job]
  let areas: [Expoze.Area]

  /// Corners that are drawn of an outline, a limit for the page's size.
  private static let cornerLimit = 400

  var html: HTML {
    let path = jobs.lazy.compactMap(\.outputPath).first ?? media.path
    return """
      <figure>
      <div class="image">
      <img src="/_sandbox/expoze/image/\(path)" alt="Media \(Int(media.id ?? 0))" loading="lazy"
      width="\(media.width)" height="\(media.height)">
      <svg viewBox="0 0 \(media.width) \(media.height)" preserveAspectRatio="none">\(outlines)</svg>
      </div>
      <figcaption>
      <strong>Media \(Int(media.id ?? 0))</strong> <span>\(media.width) × \(media.height)</span>
      \(HTML(joining: jobs.prefix(3).map(line)))
      \(HTML(joining: areas.map(line)))
      </figcaption>
      </figure>
      """
  }

  private func line(_ job: Expoze.Job) -> HTML {
    let view = ExpozeJobView(job: job, media: media, now: now)
    let detail =
      view.status == .processing ? "\(view.progress) %" : job.failure ?? job.settings.colormap
    return """
      <div class="line"><span>Job \(Int(job.id ?? 0))</span>
      <span class="\(view.status.rawValue)">\(view.status.rawValue)</span> <small>\(detail)</small></div>
      """
  }

  private func line(_ area: Expoze.Area) -> HTML {
    let score = area.score.map { "\($0) % of attention" } ?? "no score"
    return """
      <div class="line"><span>Area \(Int(area.id ?? 0))</span>
      <span>\(area.name ?? area.type)</span> <small>\(score)</small></div>
      """
  }

  private var outlines: HTML {
    HTML(
      joining: areas.filter(\.visible).flatMap { area in
        let shapes =
          (try? JSONDecoder().decode([AreaShape].self, from: Data(area.points.utf8))) ?? []
        return shapes.compactMap { outline(of: $0, named: area.name ?? area.type) }
      })
  }

  private func outline(of shape: AreaShape, named name: String) -> HTML? {
    guard let corners = try? AreaOutline(of: shape).corners, corners.count <= Self.cornerLimit
    else { return nil }
    let points = corners.map { "\($0.x.rounded(toPlaces: 1)),\($0.y.rounded(toPlaces: 1))" }
    return "<polygon points=\"\(points.joined(separator: " "))\"><title>\(name)</title></polygon>"
  }
}
