/// What keeps the page at `/` up to date while somebody looks at it. Without it, the page is as it was.
enum PageScript {
  static let path = "/_sandbox/page.js"

  static let text = """
    async function refresh() {
      if (document.visibilityState !== "visible") return;
      try {
        const answer = await fetch("/", { cache: "no-store" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const name of ["header", "main"]) {
          const [old, fresh] = [document.querySelector(name), page.querySelector(name)];
          if (old.innerHTML !== fresh.innerHTML) old.replaceWith(fresh);
        }
        document.title = page.title;
      } catch {
        document.title = "ImgFlow sandbox (ended)";
      }
    }
    setInterval(refresh, 1000);

    """
}
