// What is told to the person for a moment, whatever page is in view.

const STAYS = 9000; // ms
let timer;

export const notices = {
  // A sentence for the person, for a while.
  notice(sentence) {
    const box = document.getElementById("notice");
    box.append(Object.assign(document.createElement("p"), { textContent: sentence }));
    clearTimeout(timer);
    timer = setTimeout(() => box.replaceChildren(), STAYS);
  },
  // The same for screen readers only.
  announce(sentence) {
    document.getElementById("announcement").textContent = sentence;
  },
};
