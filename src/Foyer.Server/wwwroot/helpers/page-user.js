/** The id of the user whose page this is; 0 when nobody is signed in. */
export function pageUser() {
  return Number(document.body.dataset.user ?? 0);
}
