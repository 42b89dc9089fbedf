// The shell's callbacks in the browser: pages, picker, search, light and dark, help.
window.dash_clientside = window.dash_clientside || {};
window.signdash = window.signdash || {};

dash_clientside.shell = (function () {
  const nothing = () => dash_clientside.no_update;
  const { panels, nameOf } = signdash.pages;
  // The page of an address; the first is shown by default.
  const pageOf = (path, names = panels().map(nameOf)) => names.find((name) => (path || "/").endsWith("/" + name)) || names[0];

  // The file fields that Dash lays over its drop zones bear no name: they get that of the button they answer for.
  function nameUploads() {
    for (const field of document.querySelectorAll("input[type=file]:not([aria-label])")) {
      const button = field.parentElement.querySelector("button") || field.parentElement.parentElement.querySelector("button");
      field.setAttribute("aria-label", button ? button.textContent.trim() : signdash.say("Choose a file"));
      if (button) field.tabIndex = -1; // the button is what the keyboard reaches
    }
  }

  // Enter finds the gene that is spelt out, whether its list has come up by then or not.
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.id !== "gene-search") return;
    if (document.getElementById(event.target.getAttribute("aria-activedescendant"))) return; // chosen in the list
    const typed = event.target.value.trim().toUpperCase();
    const gene = signdash.optionsOf("gene-search").find((name) => name.toUpperCase() === typed);
    if (!gene) return;
    event.preventDefault();
    event.stopPropagation();
    event.target.blur();
    dash_clientside.set_props("gene-search", { value: gene });
  }, true);

  // A sentence for the person, for a while.
  signdash.notice = function (sentence) {
    const box = document.getElementById("notice");
    box.append(Object.assign(document.createElement("p"), { textContent: sentence }));
    clearTimeout(signdash.notice.timer);
    signdash.notice.timer = setTimeout(() => box.replaceChildren(), 9000);
  };

  // The same for screen readers only.
  signdash.announce = function (sentence) {
    document.getElementById("announcement").textContent = sentence;
  };

  signdash.pageOf = pageOf;
  signdash.pageAt = (names) => pageOf(window.location.pathname, names);

  return {
    start(cohort) {
      nameUploads();
      for (const panel of panels()) new MutationObserver(nameUploads).observe(panel, { childList: true });
      signdash.strip.start(cohort);
      const wanted = new URLSearchParams(window.location.search).get("sample");
      const at = wanted === null ? -1 : cohort.samples.indexOf(wanted);
      if (wanted !== null && at < 0) {
        signdash.notice(signdash.say("The address asks for sample {wanted}, which is not in this study; pick one at the foot of the page.", { wanted }));
      }
      signdash.score.start(cohort.samples.length, at < 0 ? Math.floor(cohort.samples.length / 2) : at);
      signdash.state.begun();
      signdash.tour.offer();
      return nothing();
    },
    // What the panels hold: a page is put into the document when it is first opened.
    contents: (path) => signdash.pages.contents(path),
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
      signdash.address.write();
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
    // What this browser was told before stands in the menu.
    remembered(cohort, scheme, type) {
      if (scheme) dash_clientside.set_props("scheme-choice", { value: scheme });
      if (type) dash_clientside.set_props("type-choice", { value: type });
      return nothing();
    },
    type(type) {
      document.documentElement.dataset.type = type || "normal";
      window.dispatchEvent(new Event("resize"));
      return nothing();
    },
    speak(language) {
      if (language !== document.documentElement.lang) signdash.speak(language);
      return nothing();
    },
    paint(scheme) {
      document.documentElement.dataset.scheme = scheme || "light";
      if (signdash.strip.cohort) signdash.strip.redraw();
      return scheme || "light";
    },
    help: () => true,
    tour(clicks) {
      if (!clicks) return nothing();
      setTimeout(() => signdash.tour.start(), 300); // once the dialog has gone
      return false;
    },
  };
})();
