/// How the page looks: one column, the system's own type, light or dark as the reader has it.
enum PageStyle {
  static let css: HTML = """
    :root {
      color-scheme: light dark;
      --ground: light-dark(#fbfaf8, #15161a); --panel: light-dark(#fff, #1d1f25);
      --text: light-dark(#1c1d21, #e8e6e1); --quiet: light-dark(#6a6b73, #989aa5);
      --line: light-dark(#e6e3dd, #2c2f37); --accent: light-dark(#0b6e63, #52c7b5);
      --bad: light-dark(#b3261e, #ff8a7a);
    }
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; padding: 3rem 1.5rem 5rem; max-width: 68rem;
      background: var(--ground); color: var(--text);
      font: 1rem/1.5 system-ui, sans-serif;
    }
    h1 { font-size: 1.6rem; letter-spacing: -.02em; margin: 0 0 .25rem; }
    h2 { font-size: 1.05rem; margin: 2.5rem 0 .75rem; }
    p { margin: 0; max-width: 44rem; }
    .facts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin-top: .75rem; max-width: none; }
    ul.facts { display: block; list-style: none; padding: 0; }
    .facts, .empty, small, figcaption span { color: var(--quiet); font-size: .875rem; }
    code, time { font: .85rem/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
    a { color: var(--accent); }
    .cards { display: grid; gap: 1rem; align-items: start; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); }
    figure, .scroll {
      margin: 0; background: var(--panel); border: 1px solid var(--line); border-radius: .6rem;
      overflow: hidden;
    }
    .picture { position: relative; background: var(--line); }
    .picture img { display: block; width: 100%; height: auto; }
    .picture svg { position: absolute; inset: 0; width: 100%; height: 100%; }
    polygon {
      fill: rgb(255 255 255 / .14); stroke: #fff; stroke-width: 2; vector-effect: non-scaling-stroke;
      filter: drop-shadow(0 0 1px #000);
    }
    figcaption { padding: .7rem .9rem .8rem; }
    .line { display: flex; gap: .6rem; font-size: .875rem; align-items: baseline; }
    .line small { margin-left: auto; text-align: right; }
    .done, .good { color: var(--accent) !important; }
    .failed, .bad { color: var(--bad) !important; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-size: .875rem; }
    th, td { text-align: left; padding: .4rem .9rem; vertical-align: top; white-space: nowrap; }
    td:nth-child(2) { white-space: normal; width: 60%; }
    th { color: var(--quiet); font-weight: 500; }
    tbody tr { border-top: 1px solid var(--line); }
    .number { text-align: right; font-variant-numeric: tabular-nums; }
    """
}
