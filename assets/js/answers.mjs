// The browser half of sign_dash/pages/answers: the ways on to the other pages, and to a slide.
import { state } from "./state.mjs";
import { keepOnly } from "./story.mjs";

function follow(event) {
  const element = event.target;
  if (!element.closest || !element.closest("#answers-page")) return;
  const kept = element.closest("[data-keep]");
  if (kept) return keepOnly(kept.dataset.keep, kept.dataset.sentence);
  const offer = element.closest("[data-offer]");
  if (offer) {
    document.getElementById(offer.dataset.offer).scrollIntoView({ block: "center" });
    return document.querySelector(`#${offer.dataset.offer} .export-button`)?.focus();
  }
  const link = element.closest("a[data-lead]");
  // With a key held, a link opens where the browser says.
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const { page, values } = JSON.parse(link.dataset.lead);
  state.lead(page, values);
}

document.addEventListener("click", follow);
