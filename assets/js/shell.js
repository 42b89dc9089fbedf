// The shell's callbacks in the browser: pages, picker, search, light and dark, help.
window.dash_clientside = window.dash_clientside || {};
window.signdash = window.signdash || {};

dash_clientside.shell = (function () {
  const nothing = () => dash_clientside.no_update;
  const panels = () => [...document.querySelectorAll("main > .page")]; // ids "page-<name>"; the first is shown by default
  const nameOf = (panel) => panel.id.slice("page-".length);
  const pageOf = (path) => {
    const names = panels().map(nameOf);
    return names.find((name) => (path || "/").endsWith("/" + name)) || names[0];
  };

  // A sentence for the person, for a while.
  signdash.notice = function (sentence) {
    const box = document.getElementById("notice");
    box.append(Object.assign(document.createElement("p"), { textContent: sentence }));
    clearTimeout(signdash.notice.timer);
    signdash.notice.timer = setTimeout(() => box.replaceChildren(), 9000);
  };

  signdash.pageAt = () => pageOf(window.location.pathname);

  return {
    start(cohort) {
      signdash.strip.start(cohort);
      const wanted = new URLSearchParams(window.location.search).get("sample");
      const at = wanted === null ? -1 : cohort.samples.indexOf(wanted);
      if (wanted !== null && at < 0) {
        signdash.notice(`The address asks for sample ${wanted}, which is not in this study; pick one at the foot of the page.`);
      }
      signdash.score.start(cohort.samples.length, at < 0 ? Math.floor(cohort.samples.length / 2) : at);
      return nothing();
    },
    page(path) {
      const page = pageOf(path);
      for (const panel of panels()) {
        const name = nameOf(panel);
        panel.hidden = name !== page;
        const link = document.getElementById("link-" + name);
        if (name === page) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
      signdash.page = page;
      signdash.network.shown();
      window.dispatchEvent(new Event("resize")); // plotly graphs drawn while hidden measure themselves again
      return nothing();
    },
    tell(notice) {
      if (notice) signdash.notice(notice.sentence);
      return nothing();
    },
    jump(request) {
      if (request) signdash.score.go(request.position);
      return nothing();
    },
    sample(name) {
      signdash.strip.choose(name);
      return nothing();
    },
    column(name) {
      if (name) signdash.strip.colourBy(name);
      return nothing();
    },
    search(gene) {
      if (!gene) return nothing();
      if (signdash.page !== "explore") document.getElementById("link-explore").click();
      dash_clientside.set_props("gene-search", { value: null });
      return { gene, from: "search" };
    },
    scheme(clicks, scheme) {
      return (scheme || "light") === "light" ? "dark" : "light";
    },
    paint(scheme) {
      document.documentElement.dataset.scheme = scheme || "light";
      if (signdash.strip.cohort) signdash.strip.redraw();
      return scheme || "light";
    },
    help: () => true,
  };
})();
