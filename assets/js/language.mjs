// The words on screen in the reader's language, as sign_dash/language gives them: English is the source.
//
//   say("showing {n} of {all} edges", { n, all })   the sentence, its places filled
//   speak("ja")                                     another language from now on; the page loads again

export function say(sentence, values) {
  const translated = globalThis.signdash?.words?.[sentence] || sentence;
  return values ? translated.replace(/\{(\w+)\}/g, (place, name) => (name in values ? values[name] : place)) : translated;
}

export function speak(language) {
  document.cookie = `sign-dash-language=${language}; path=/; max-age=31536000; samesite=strict`;
  window.location.reload();
}
