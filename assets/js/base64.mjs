// Numbers as the server packs them into JSON.

/**
 * @param {string} text in base64
 * @returns {ArrayBuffer}
 */
export function unpacked(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes.buffer;
}
