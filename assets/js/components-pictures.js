// What the pictures of the Components page show that the server draws on paper (sign_dash/export/cards.py, core.py): the
// cards of the components, and the core of the sample at hand.
window.signdash = window.signdash || {};
window.dash_clientside = window.dash_clientside || {};
signdash.pictures = signdash.pictures || {};

dash_clientside.componentPictures = (function () {
  let now = null; // { chosen, shown, marked, shows } as the page has them

  signdash.pictures.cards = () => {
    const element = document.querySelector("#components-cards .component-card") && document.getElementById("components-cards");
    if (!element || !now?.chosen) return null;
    const title = now.chosen.side === "target" ? signdash.say("Overview of the target components")
      : signdash.say("Overview of the regulator components");
    const { chosen, shown, marked } = now;
    return { element, title, snapshot: { chosen, shown, marked, sample: signdash.score.position } };
  };

  signdash.pictures.core = () => {
    const element = document.querySelector("#components-core table");
    if (!element || !now?.chosen) return null;
    const title = signdash.say("Core for the sample at hand");
    return { element, title, snapshot: { chosen: now.chosen, shows: now.shows, sample: signdash.score.position } };
  };

  return {
    show(chosen, shown, marked, shows) {
      now = { chosen, shown: shown || [], marked: marked || [], shows };
      return dash_clientside.no_update;
    },
  };
})();
