import { Badge } from "../models/badge.js";

const SIZE = 64;

const open = document.querySelector(".place[data-chat][aria-current]")?.getAttribute("data-chat");
const badge = new Badge(open ? Number(open) : null);
const title = document.title;
const link = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=icon]"));
const plain = link?.href ?? "";
let shown = "";

/** Says what waits in a room; the title and the sign of the page follow. @param {number} chat @param {import("../models/badge.js").Count | null} count */
export function updateBadge(chat, count) {
  if (count) badge.set(chat, count);
  else badge.forget(chat);
  const wanted = badge.titled(title);
  if (document.title !== wanted) document.title = wanted;
  if (shown !== badge.sign) void draw((shown = badge.sign));
}

/** @param {string} sign */
async function draw(sign) {
  if (!link) return;
  if (!sign) return void (link.href = plain);
  const mark = Object.assign(new Image(SIZE, SIZE), { src: plain });
  const drawn = await mark.decode().then(
    () => true,
    () => false,
  );
  const canvas = Object.assign(document.createElement("canvas"), { width: SIZE, height: SIZE });
  const context = canvas.getContext("2d");
  if (!drawn || !context || shown !== sign) return;
  context.drawImage(mark, 0, 0, SIZE, SIZE);
  const colours = getComputedStyle(document.documentElement);
  const radius = sign === "•" ? 13 : 21;
  context.fillStyle = colours.getPropertyValue("--lamp") || "gold";
  context.beginPath();
  context.arc(SIZE - radius, SIZE - radius, radius, 0, Math.PI * 2);
  context.fill();
  if (sign !== "•") write(context, sign, radius);
  link.href = canvas.toDataURL("image/png");
}

/** @param {CanvasRenderingContext2D} context @param {string} sign @param {number} radius */
function write(context, sign, radius) {
  context.fillStyle = "black";
  context.font = `bold ${sign.length > 1 ? 26 : 34}px sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(sign, SIZE - radius, SIZE - radius + 2);
}
