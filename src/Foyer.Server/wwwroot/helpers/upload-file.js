import { api } from "./api.js";
/** @typedef {import("../models/wire.js").Upload} Upload */

/** Uploads to a room. Only this kind of request tells how far it is. @param {number} chat @returns {import("../models/uploads.js").Send} */
export function uploadTo(chat) {
  return (file, { signal, progress }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.append("file", file, file.name);
      request.open("POST", `/api/chats/${chat}/attachments`);
      request.responseType = "json";
      request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
      request.onload = () =>
        request.status < 300 ? resolve(request.response) : reject(new Error(request.response?.errors?.[0]?.detail ?? "It was not taken"));
      request.onerror = () => reject(new Error("No connection"));
      request.onabort = () => reject(new Error("Cancelled"));
      signal.addEventListener("abort", () => request.abort());
      request.send(body);
    });
}

/** @param {number} id @param {string} alt @returns {Promise<Upload | null>} null when it could not be said */
export async function describeUpload(id, alt) {
  const answer = await api("PATCH", `/api/attachments/${id}`, { alt }).catch(() => null);
  return answer?.status === 200 ? answer.body : null;
}
