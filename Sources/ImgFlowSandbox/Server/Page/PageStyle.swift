/// How the page looks: one column, the system's own type, light or dark as the reader has it.
enum PageStyle {
  static let css: HTML = """
    :root {
      color-scheme: light dark;
      --ground: light-dark(#fbfaf8, #15161a); --panel: light-dark(#fff, #1d1f25);
      --text: light-dark(#1c1d21, #e8e6e1); --quiet: light-dark(#6a6b73, #989aa5);
      --line: light-dark(#e6e3dd, #2c2f37); --accent: light-dark(#0b6e63, #52c7b5);
      --bad: light-dark(#b3261e, #ff8a7a); --edge: light-dark(#85868f, #7c7f8a);
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
    .image { position: relative; background: var(--line); }
    .image img { display: block; width: 100%; height: auto; }
    .image svg { position: absolute; inset: 0; width: 100%; height: 100%; }
    polygon {
      fill: rgb(255 255 255 / .14); stroke: #fff; stroke-width: 2; vector-effect: non-scaling-stroke;
      filter: drop-shadow(0 0 1px #000);
    }
    figcaption { padding: .7rem .9rem .8rem; }
    .line { display: flex; gap: .6rem; font-size: .875rem; align-items: baseline; }
    .line > * { min-width: 0; overflow-wrap: anywhere; }
    .line small { margin-left: auto; text-align: right; }
    .done, .good { color: var(--accent) !important; }
    .failed, .bad { color: var(--bad) !important; }
    .scroll { overflow-x: auto; }
    .scroll + .scroll { margin-top: 1rem; }
    table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; }
    caption { text-align: start; padding: .5rem .9rem .2rem; color: var(--quiet); }
    th, td { text-align: start; padding: .4rem .9rem; vertical-align: top; overflow-wrap: anywhere; }
    th { color: var(--quiet); font-weight: 500; }
    tbody tr { border-top: 1px solid var(--line); }
    a:focus-visible, summary:focus-visible, pre:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible {
      outline: 2px solid var(--accent); outline-offset: 2px;
    }

    .filter { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: end; margin-bottom: .75rem; font-size: .875rem; }
    .filter label { display: grid; gap: .15rem; color: var(--quiet); }
    .filter .text { flex: 1 1 9rem; }
    .filter .check { display: flex; align-items: center; gap: .4rem; min-height: 2.25rem; color: var(--text); }
    input:not([type=checkbox]), select, button {
      font: inherit; color: var(--text); background: var(--panel); border: 1px solid var(--edge); border-radius: .4rem;
      padding: .35rem .6rem; min-height: 2.25rem; min-width: 0; width: 100%;
    }
    input[type=checkbox] { width: 1.1rem; height: 1.1rem; accent-color: var(--accent); }
    button { width: auto; cursor: pointer; }
    .requests { list-style: none; margin: .75rem 0 0; padding: 0; }
    .requests:empty { display: none; }
    .requests { background: var(--panel); border: 1px solid var(--line); border-radius: .6rem; }
    .requests li + li { border-top: 1px solid var(--line); }
    summary { padding: .5rem .9rem; cursor: pointer; }
    summary:hover { background: light-dark(#f4f1ec, #24272e); }
    summary, .line-title { display: grid; grid-template-columns: 2.6rem minmax(0, 1fr) auto; gap: 0 .6rem; align-items: baseline; }
    .line-title { font-size: 1rem; font-weight: 400; letter-spacing: 0; margin-top: 1rem; }
    summary::-webkit-details-marker { display: none; }
    summary .facts, .line-title .facts { margin: 0; flex-wrap: nowrap; gap: .9rem; font-size: .8rem; }
    summary small, .line-title small { grid-column: 2 / -1; overflow-wrap: anywhere; }
    .status { font: 600 .85rem/1.4 ui-monospace, monospace; }
    .exchange { padding: 0 .9rem .9rem; }
    .exchange h3, article h3 { font-size: .9rem; margin: 1rem 0 .35rem; }
    .headers { display: grid; grid-template-columns: minmax(6rem, max-content) minmax(0, 1fr); gap: .1rem .8rem; margin: .4rem 0; font-size: .8rem; }
    .headers dt { color: var(--quiet); }
    .headers dd { margin: 0; font-family: ui-monospace, monospace; overflow-wrap: anywhere; }
    pre {
      margin: .4rem 0; padding: .7rem .8rem; max-height: 24rem; overflow: auto; background: var(--ground);
      border: 1px solid var(--line); border-radius: .4rem; font: .8rem/1.45 ui-monospace, monospace;
      white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext;
    }
    .command { position: relative; }
    .command .copy { position: absolute; top: .4rem; right: .4rem; font-size: .8rem; min-height: 0; padding: .2rem .6rem; }
    @media (max-width: 600px) {
      body { padding: 1.5rem 1rem 4rem; }
      summary, .line-title { grid-template-columns: 2.6rem minmax(0, 1fr); }
      summary .facts, .line-title .facts { grid-column: 2; flex-wrap: wrap; gap: 0 .8rem; }
      .headers { grid-template-columns: minmax(0, 1fr); gap: 0; }
      .headers dd { margin-bottom: .3rem; }
      .line { flex-wrap: wrap; }
      table, caption, tbody, tr { display: block; }
      thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      tbody tr { padding: .4rem 0; }
      td { display: grid; grid-template-columns: 5rem minmax(0, 1fr); gap: .6rem; padding: .15rem .9rem; }
      td::before { content: attr(data-title); color: var(--quiet); }
      .cards { grid-template-columns: minmax(0, 1fr); }
    }
    """
}
