import { forgetAccepted } from "./keep-forms.js";

/**
 * Fetches a page as the browser would after a link or a form, and what it has to say in passing.
 * @param {string} address @param {RequestInit} [request]
 * @returns {Promise<{ answer: Response | null, page: Document | null, notice: string | null }>} all null without a connection
 */
export async function fetchForm(address, request) {
  const answer = await fetch(address, { ...request, headers: { Accept: "text/html" } }).catch(() => null);
  const text = await answer?.text().catch(() => null);
  if (!answer || text === null || text === undefined) return { answer: null, page: null, notice: null };
  const page = new DOMParser().parseFromString(text, "text/html");
  forgetAccepted(page);
  return { answer, page, notice: page.querySelector("toast-stack > .toast .toast__words")?.textContent ?? null };
}
