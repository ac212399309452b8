const SHOWN_FROM = 0.8;

/** The length of a text near or over its limit; empty while it is far from it. @param {number} length @param {number} limit */
export function lengthText(length, limit) {
  if (length < limit * SHOWN_FROM) return "";
  return length > limit ? `${length - limit} over the limit of ${limit}` : `${length} of ${limit}`;
}
