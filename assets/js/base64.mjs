// Bytes as text: numbers as the server packs them into JSON, pictures as they are sent to it.

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

/**
 * @param {Blob} blob
 * @returns {Promise<string>} in base64
 */
export function packed(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1]);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
