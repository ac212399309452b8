/** Says where a peer is open, in the words the benchmark waits for. */
export const announce = (name, { port }) => console.log(`${name} is open at http://127.0.0.1:${port}`);
