import { SafeStorage } from "../models/safe-storage.js";

/** Shared by all tabs, and kept. */
export const browserStorage = new SafeStorage(() => localStorage);

/** Of this tab alone. */
export const tabStorage = new SafeStorage(() => sessionStorage);
