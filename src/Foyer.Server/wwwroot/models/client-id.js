/** A name for a message before the server gives it an id. `crypto.randomUUID` is missing on plain HTTP, random bytes are not. */
export function newClientId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
