/// What keeps the page at `/` up to date while someone looks at it, and shows requests in place. Without it
/// the page is as it was, its form and its links work, and text to be copied can be selected.
enum PageScript {
  static let path = "/_sandbox/page.js"

  static let text = #"""
    const list = document.querySelector(".requests");
    const form = document.querySelector(".filter");

    async function load(address) {
      const answer = await fetch(address, { cache: "no-store" });
      if (!answer.ok) throw new Error(answer.status);
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    }

    function update(old, fresh) {
      if (old && fresh && old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML;
    }

    // Rows that are there stay as they are: open ones open, and what is selected selected.
    function updateRows(fresh) {
      const known = new Map([...list.children].map(row => [row.id, row]));
      let place = list.firstElementChild;
      for (const row of fresh.children) {
        const old = known.get(row.id);
        known.delete(row.id);
        if (!old) list.insertBefore(document.adoptNode(row.cloneNode(true)), place);
        else if (old === place) place = place.nextElementSibling;
        else list.insertBefore(old, place);
      }
      for (const row of known.values()) row.remove();
    }

    async function refresh() {
      if (document.visibilityState !== "visible") return;
      try {
        const page = await load(location.pathname + location.search);
        update(document.querySelector("header"), page.querySelector("header"));
        update(document.querySelector("#count"), page.querySelector("#count"));
        if (getSelection().isCollapsed) update(document.querySelector("#vendors"), page.querySelector("#vendors"));
        updateRows(page.querySelector(".requests"));
        document.title = page.title;
      } catch {
        document.title = "ImgFlow sandbox (ended)";
      }
    }

    async function show(details) {
      if (!details.open || details.dataset.shown || !details.querySelector("a")) return;
      details.dataset.shown = "1";
      const place = details.querySelector(".exchange");
      try {
        place.replaceChildren(...(await load(details.dataset.page)).querySelector("article").childNodes);
        prepare(place);
      } catch {
        delete details.dataset.shown;
        place.textContent = "This request is no longer kept.";
      }
    }

    function prepare(place) {
      for (const button of place.querySelectorAll(".copy")) {
        button.hidden = !navigator.clipboard;
        button.onclick = async () => {
          await navigator.clipboard.writeText(button.nextElementSibling.textContent);
          button.textContent = "Copied";
          setTimeout(() => button.textContent = "Copy", 1500);
        };
      }
    }

    prepare(document);
    if (list) {
      list.addEventListener("toggle", event => show(event.target), true);
      form.querySelector("button").hidden = true;
      form.addEventListener("input", () => {
        const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
        history.replaceState(null, "", query.size ? "/?" + query : "/");
        refresh();
      });
      form.addEventListener("submit", event => event.preventDefault());
      setInterval(refresh, 1000);
    }

    """#
}
