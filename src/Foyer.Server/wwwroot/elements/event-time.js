import { fillTimes } from "../helpers/fill-times.js";
import { timesOf } from "../models/event-words.js";

/**
 * An event's time, which comes on the event's own clock, on the reader's: attributes `starts`, `ends` and `zone`, parts `data-when`,
 * `data-day`, `data-time` and `data-zone`. Without a start it is all day, and that is the same everywhere.
 */
class EventTime extends HTMLElement {
  connectedCallback() {
    const [starts_at, ends_at, time_zone] = ["starts", "ends", "zone"].map((name) => this.getAttribute(name) ?? "");
    if (starts_at) fillTimes(this, timesOf({ starts_at, ends_at, time_zone }));
  }
}

customElements.define("event-time", EventTime);
