/// A table on the page at `/`, whose rows are cards on a telephone.
struct PageTable {
  let caption: String
  let headings: [String]
  var rows: [[HTML]]

  var html: HTML {
    let head = headings.map { heading -> HTML in
      "<th scope=\"col\" role=\"columnheader\">\(heading)</th>"
    }
    // The roles say again what browsers forget of a table that is shown as cards.
    return """
      <div class="scroll"><table role="table"><caption>\(caption)</caption>
      <thead role="rowgroup"><tr role="row">\(HTML(joining: head))</tr></thead>
      <tbody role="rowgroup">\(HTML(joining: rows.map(row)))</tbody></table></div>
      """
  }

  private func row(_ cells: [HTML]) -> HTML {
    let cells = zip(headings, cells).map { heading, cell -> HTML in
      "<td role=\"cell\" data-title=\"\(heading)\"><span>\(cell)</span></td>"
    }
    return "<tr role=\"row\">\(HTML(joining: cells))</tr>"
  }
}
