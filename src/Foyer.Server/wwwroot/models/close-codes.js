/** After these codes a client connects again; any other end is final. */
const TEMPORARY = new Set([1001, 1006, 1012, 4408, 4429]);
const REASONS = new Map([
  [4401, "signed_out"],
  [4403, "kicked"],
  [4404, "banned"],
]);

/** True for an end after which the client connects again. @param {number} code of the closed socket */
export function isTemporary(code) {
  return TEMPORARY.has(code);
}

/** Why a connection ended for good. @param {number} code of the closed socket */
export function reasonOfEnd(code) {
  return REASONS.get(code) ?? "refused";
}
