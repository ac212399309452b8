/**
 * Shapes that the server sends, as the protocol document names them. Types only.
 *
 * @typedef {{ id: number, username: string, avatar: string | null, online?: boolean, away?: boolean }} Person
 *
 * @typedef {"online" | "away" | "offline"} Nearness away: online, but at none of their screens
 *
 * @typedef {object} Message
 * @property {number} id
 * @property {string} timestamp
 * @property {string} user_name
 * @property {string | null} user_avatar
 * @property {string} text
 * @property {boolean} is_deleted
 * @property {number} chat
 * @property {number} user
 * @property {number} version
 * @property {"text" | "system" | "event"} kind
 * @property {string} [client_id]
 * @property {string | null} [subject]
 * @property {string | null} [edited_at]
 * @property {Quote | null} [reply_to]
 * @property {import("../elements/event-card.js").Card | null} [event]
 * @property {Mention[]} [mentions] parts of the text that name somebody; only the server finds them
 * @property {Upload[]} attachments
 * @property {Record<string, number[]>} reactions emoji to the ids of those who chose it
 *
 * @typedef {{ user: number, from: number, length: number }} Mention `user` is 0 for @all and @here
 *
 * @typedef {{ id: number, user: number, user_name: string, text: string }} Quote
 *
 * @typedef {{ id: number, url: string, name: string, type: string, size: number, width: number | null, height: number | null, alt: string | null,
 *   preview: { url: string, width: number, height: number } | null }} Upload `preview` of a picture that is wider than 800 pixels
 *
 * @typedef {{ code: string, detail: string, attr: string | null }} WireError
 *
 * @typedef {{ event_type: string, chat?: number, message?: any, version?: number, user?: any, user_list?: Person[],
 *   userId?: string, chatId?: string, unread?: number, mentions?: number, last_message?: Message | null, errors?: WireError[],
 *   client_id?: string, id?: number, retry_after?: number, text?: string, seconds?: number, command?: string, limits?: any,
 *   blocked?: number[], [more: string]: any }} Frame
 */
export {};
