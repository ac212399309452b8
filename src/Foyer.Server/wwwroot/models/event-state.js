/**
 * @typedef {{ id: string, status: "invited" | "accepted" | "waitlisted", position: number | null, offer_until: string | null }} Booking
 *
 * @typedef {object} EventObject as the server sends it; `my_booking` only where it is asked for.
 * @property {string} id
 * @property {string} title
 * @property {string | null} location
 * @property {string} date
 * @property {string | null} time
 * @property {string} time_zone
 * @property {string} starts_at
 * @property {string} ends_at
 * @property {number | null} maximum_attendees
 * @property {number} attendees
 * @property {number | null} free_places
 * @property {number} waitlisted
 * @property {string | null} price
 * @property {string} currency
 * @property {import("./wire.js").Person} creator
 * @property {number | null} chat
 * @property {Booking | null} [my_booking]
 *
 * @typedef {{ act: "book" | "wait" | "withdraw", label: string, main: boolean }} Act
 */

const FEW = 3;

/** How an event stands for one reader: the words, what colours them, how full it is, and what one can do. */
export class EventState {
  /** @param {EventObject} event @param {number} me @param {number} now in milliseconds */
  constructor(event, me, now) {
    this.event = event;
    this.own = event.creator.id === me;
    this.over = now >= Date.parse(event.ends_at);
    this.on = now >= Date.parse(event.starts_at) && !this.over;
    this.closed = now >= Date.parse(event.time ? event.starts_at : event.ends_at);
    this.full = event.free_places !== null && event.free_places <= 0;
    const mine = event.my_booking ?? null;
    this.going = mine?.status === "accepted";
    this.invited = mine?.status === "invited";
    this.offered = Boolean(mine?.offer_until);
    this.waiting = mine?.status === "waitlisted" && !this.offered;
    this.position = mine?.position ?? null;
  }

  get few() {
    const { free_places: free, maximum_attendees: most } = this.event;
    return free !== null && most !== null && (free <= FEW || free * 10 <= most);
  }

  get words() {
    const { event } = this;
    if (this.over) return "Past";
    if (this.on && event.time) return "On now";
    if (this.own) return event.attendees === 1 ? "1 person is going" : `${event.attendees} people are going`;
    if (this.going) return "You’re going";
    if (this.offered) return "A seat is held for you";
    if (this.waiting) return `Waitlist no. ${this.position}`;
    if (this.invited) return `${event.creator.username} invited you`;
    if (event.maximum_attendees === null) return `Open to all, ${event.attendees} going`;
    if (this.full) return event.waitlisted === 0 ? "Full" : `Full, ${event.waitlisted} waiting`;
    return this.few ? `Only ${event.free_places} left` : `${event.free_places} of ${event.maximum_attendees} seats left`;
  }

  /** What colours the words. */
  get tone() {
    if (this.over) return "plain";
    if (this.going) return "going";
    return this.offered || this.waiting || this.on || (this.few && !this.full && !this.own) ? "few" : "plain";
  }

  get look() {
    return this.over ? "past" : this.on ? "live" : "plain";
  }

  /** Seats taken in tens of a hundred; null where no row of seats is shown. Never none while somebody comes, never all while a seat is free. */
  get share() {
    const { maximum_attendees: most, free_places: free } = this.event;
    if (most === null || this.over || this.event.my_booking) return null;
    const taken = most - (free ?? most);
    const tens = Math.floor((taken * 10) / most);
    return taken > 0 && tens === 0 ? 10 : Math.min(tens, 10) * 10;
  }

  get seats() {
    return this.full ? "full" : this.few ? "few" : "plain";
  }

  /** @returns {Act[]} */
  get acts() {
    if (this.own || this.closed || this.going) return [];
    /** @type {Act} */ const wait = { act: "wait", label: "Join waitlist", main: this.invited };
    if (this.waiting) return [{ act: "withdraw", label: "Leave waitlist", main: false }];
    if (this.invited || this.offered)
      return [
        this.invited && this.full ? wait : { act: "book", label: "Accept", main: true },
        { act: "withdraw", label: "Decline", main: false },
      ];
    return [this.full ? wait : { act: "book", label: "Book", main: true }];
  }
}
