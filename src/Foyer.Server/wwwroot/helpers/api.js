/** Asks the server; a refusal is an answer, only a missing network throws. @type {import("../models/stream-transport.js").Api} */
export async function api(method, path, body) {
  const headers = body === undefined ? undefined : { "content-type": "application/json" };
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body), keepalive: method === "DELETE" });
  const text = await response.text();
  return { status: response.status, body: text && response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : null };
}
