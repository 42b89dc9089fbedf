// What is told to the person for a moment, whatever page is in view.

const STAYS = 9000; // ms
let timer;

export const notices = {
  // A sentence for the person, for a while.
  notice(sentence) {
    const box = document.getElementById("notice");
    box.append(Object.assign(document.createElement("p"), { textContent: sentence }));
    clearTimeout(timer);
    timer = setTimeout(() => box.replaceChildren(...box.querySelectorAll(".place")), STAYS);
  },
  // One line that stays, and changes, until it is taken away by an empty sentence.
  place(sentence) {
    const box = document.getElementById("notice");
    const line = box.querySelector(".place") || Object.assign(document.createElement("p"), { className: "place" });
    line.textContent = sentence;
    if (sentence) box.append(line);
    else line.remove();
  },
  // The same for screen readers only.
  announce(sentence) {
    document.getElementById("announcement").textContent = sentence;
  },
};
