import { fillTimes } from "../helpers/fill-times.js";
import { momentText, timesOf } from "../models/event-text.js";

/**
 * An event's time, which comes on the event's own clock, on the reader's: attributes `starts`, `ends` and `zone`, parts `data-when`,
 * `data-day`, `data-time`, `data-zone` and `data-tile-…`; or `at` and `zone`, part `data-moment`. Without a start it is all day, and
 * that is the same everywhere.
 */
class EventTime extends HTMLElement {
  connectedCallback() {
    const [at, starts_at, ends_at, time_zone] = ["at", "starts", "ends", "zone"].map((name) => this.getAttribute(name) ?? "");
    if (at) fillTimes(this, { moment: momentText({ at, time_zone }) });
    else if (starts_at) fillTimes(this, timesOf({ starts_at, ends_at, time_zone }));
  }
}

customElements.define("event-time", EventTime);
