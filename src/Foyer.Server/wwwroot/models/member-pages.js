/** @typedef {import("./wire.js").Person} Person */

/** Fetches all members of a room, page by page. @param {number} chat @param {import("./stream-transport.js").Api} api @returns {Promise<Person[] | null>} null when a page could not be fetched */
export async function fetchMembers(chat, api) {
  /** @type {Person[]} */ const members = [];
  for (let next = `/api/chats/${chat}/members?limit=200`; next;) {
    const answer = await api("GET", next).catch(() => null);
    if (answer?.status !== 200) return null;
    members.push(...answer.body.results);
    next = answer.body.next;
  }
  return members;
}
