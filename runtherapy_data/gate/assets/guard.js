// Watches over an open page: leaves it when the sign-in has ended, and keeps the page's language and landmarks honest.
(() => {
  "use strict";
  const root = document.documentElement;
  let leaving = false;

  // The server stands at the root of this address. Without a word Streamlit tries below the page's own address first,
  // and each page that is opened directly would leave two errors on the console.
  window.__streamlit = { ...window.__streamlit, BACKEND_BASE_URL: `${location.origin}/` };

  const leave = () => {
    if (leaving) return;
    leaving = true;
    document.body.replaceChildren(); // nobody reads on over the shoulder of who left
    const here = encodeURIComponent(location.pathname + location.search);
    location.replace(`/sign-in?expired=1&next=${here}`);
  };

  const look = async () => {
    if (leaving || document.hidden) return;
    try {
      const reply = await fetch("/session", { cache: "no-store", credentials: "same-origin" });
      if (reply.status === 401) leave();
    } catch {
      // No connection says nothing about the sign-in.
    }
  };
  setInterval(look, 10000);
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", (event) => { if (event.persisted) look(); });

  // Streamlit opens links in a new tab; the way out, and the page to choose a file on, stay in this one.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest('a[href="/sign-out"], a[href="/wording"]');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    location.assign(link.getAttribute("href"));
  }, true);

  // What is typed in a large field reaches the server when the field is left; so does a pause in typing, and putting the
  // telephone away, or a draft would miss the last sentences. Streamlit listens to focusout; the field keeps the focus.
  const pass = (field) => {
    const typing = field instanceof HTMLTextAreaElement && field === document.activeElement;
    if (typing) field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  };
  let pause = 0;
  document.addEventListener("input", (event) => {
    clearTimeout(pause);
    if (!event.isComposing) pause = setTimeout(pass, 1500, event.target);
  }, true);
  document.addEventListener("visibilitychange", () => { if (document.hidden) pass(document.activeElement); });

  // The app names its language by the key of a container; a screen reader needs it on <html>. The bar with the pages
  // is a landmark, and Streamlit's own skip link speaks the reader's language.
  const SKIP = { nl: "Naar de inhoud", en: "Skip to the content" };
  const TABLE = { nl: "Tabel", en: "Table" };
  let planned = false;
  const speak = () => {
    planned = false;
    for (const language of ["nl", "en"]) {
      if (root.lang !== language && document.querySelector(`.st-key-lang-${language}`)) {
        root.lang = language;
        break;
      }
    }
    const skip = document.querySelector('[data-testid="stSkipToContent"]');
    if (skip && skip.textContent !== SKIP[root.lang]) skip.textContent = SKIP[root.lang];
    const bar = document.querySelector(".st-key-navigation:not([role])");
    if (bar) bar.setAttribute("role", "navigation");
    document.querySelectorAll('[class*="st-key-table-"]').forEach(reachable);
    begin();
  };
  // A table that scrolls sideways can be reached and moved by the keyboard, under the name of the heading above it.
  const reachable = (table) => {
    if (table.scrollWidth <= table.clientWidth + 1) {
      for (const name of ["tabindex", "role", "aria-label"]) table.removeAttribute(name);
      return;
    }
    const above = [...document.querySelectorAll("h1, h2")].filter(
      (one) => one.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    const names = [TABLE[root.lang] ?? TABLE.en, above.at(-1)?.textContent.trim()];
    table.tabIndex = 0;
    table.setAttribute("role", "region");
    table.setAttribute("aria-label", names.filter(Boolean).join(": "));
  };
  // Where one screen takes the place of another (the next question, the check before sending, what was sent), it begins
  // at its top: who pressed a button at the foot of a long screen would miss what the new one says first. A screen is
  // known by its heading, and by the key of a container where the heading stays. Help that an answer asks for is brought
  // into sight and read out, wherever on the screen it appears. The button that was pressed is gone with its screen, and
  // the focus with it: it goes to the new heading, so that whoever hears the page hears that it changed, and how far
  // they are. Who is busy somewhere else on the page is left there.
  let title;
  let turned = false;
  let called = false; // a part was called up whose button still stands where it was pressed
  const begin = () => {
    const heading = document.querySelector('[data-testid="stMain"] h1')?.textContent;
    const part = document.querySelector('[class*="st-key-screen-"]')?.className.match(/st-key-screen-\w+/)[0] ?? "";
    if (heading && heading + part !== title) {
      if (title !== undefined) {
        document.querySelector('[data-testid="stMain"]').scrollTop = 0;
        turned = true;
        called = part !== "" && !title.endsWith(part);
      }
      title = heading + part;
    }
    if (turned) {
      turned = !settled();
      if (turned) setTimeout(plan, 200);
      else if ([null, document.body].includes(document.activeElement) || (called && pressed())) arrive();
    }
    const help = document.querySelector(".st-key-help-now");
    if (!help || help.dataset.shownUnder === title) return;
    if (!help.hasAttribute("role")) help.setAttribute("role", "alert");
    if (settled()) {
      help.dataset.shownUnder = title;
      help.scrollIntoView({ block: "nearest" });
    } else setTimeout(plan, 200); // what the last screen left still stands above it
  };
  const settled = () => document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]');
  const pressed = () => document.activeElement instanceof HTMLButtonElement;
  const arrive = () => {
    const part = document.querySelector('[class*="st-key-screen-"] h2'); // a part that took a place of its own
    const heading = part ?? document.querySelector('[data-testid="stMain"] h1');
    const way = document.querySelector('[class*="st-key-way-"]'); // "PHQ-9 · question 3 of 9"
    if (way) way.id = "way";
    if (way) heading.setAttribute("aria-describedby", "way");
    else heading.removeAttribute("aria-describedby");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };
  const plan = () => {
    if (planned) return;
    planned = true;
    setTimeout(speak, 100);
  };
  addEventListener("resize", plan);

  // A figure is drawn for the width of the screen. On paper its drawing is scaled to what there is, instead of cut off.
  addEventListener("beforeprint", () => {
    for (const plot of document.querySelectorAll(".js-plotly-plot")) {
      const drawings = plot.querySelectorAll(".main-svg");
      const [width, height] = ["width", "height"].map((side) => parseFloat(drawings[0]?.getAttribute(side)));
      if (!(width > 0 && height > 0)) continue;
      plot.dataset.printRatio = "";
      plot.style.setProperty("--print-ratio", `${width} / ${height}`);
      plot.style.setProperty("--print-width", `${width}px`);
      for (const one of drawings) one.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
  });
  addEventListener("afterprint", () => {
    for (const plot of document.querySelectorAll("[data-print-ratio]")) {
      delete plot.dataset.printRatio;
      for (const one of plot.querySelectorAll(".main-svg")) one.removeAttribute("viewBox");
    }
  });
  addEventListener("DOMContentLoaded", () => {
    new MutationObserver(plan).observe(document.body, {
      childList: true, subtree: true, attributes: true, attributeFilter: ["class"],
    });
  });
})();
