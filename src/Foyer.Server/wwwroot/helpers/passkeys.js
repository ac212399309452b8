import { api } from "./api.js";

/** True where the browser can hold and show passkeys. */
export const supportsPasskeys = () => typeof PublicKeyCredential === "function" && "parseRequestOptionsFromJSON" in PublicKeyCredential;

/**
 * Asks the server for the question, the device for the answer, and gives it back to the server.
 * @param {"create" | "get"} act @param {string} question @param {object | undefined} asking @param {string} answer @param {object} telling
 * @returns {Promise<{ status: number, body: any } | null>} null when the person thought better of it
 */
export async function usePasskey(act, question, asking, answer, telling) {
  const asked = await api("POST", question, asking);
  if (asked.status !== 200) return asked;
  const credential = await ask(act, asked.body.options);
  return credential && api("POST", answer, { ...telling, challenge: asked.body.challenge, credential });
}

/** @param {"create" | "get"} act @param {any} options */
async function ask(act, options) {
  try {
    const given =
      act === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    return given && /** @type {PublicKeyCredential} */ (given).toJSON();
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}
