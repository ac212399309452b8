/** Keeps the composer above an on-screen keyboard where the browser does not shrink the page itself. @param {AbortSignal} signal */
export function makeRoomForKeyboard(signal) {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const fit = () => document.documentElement.style.setProperty("--visible-height", `${viewport.height}px`);
  for (const change of ["resize", "scroll"]) viewport.addEventListener(change, fit, { signal });
  fit();
}
