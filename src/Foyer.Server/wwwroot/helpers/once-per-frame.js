/** Returns a function that runs the drawing once, however often it is called before the next frame. A hidden tab draws too, though it gets no frames. @param {() => void} draw */
export function oncePerFrame(draw) {
  let isScheduled = false;
  const run = () => {
    isScheduled = false;
    draw();
  };
  return () => {
    if (isScheduled) return;
    isScheduled = true;
    if (document.hidden) setTimeout(run, 100);
    else requestAnimationFrame(run);
  };
}
