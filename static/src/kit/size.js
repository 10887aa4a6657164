/** How large a file is, in words. */
import { lang } from "../core/words.js";

const KIB = 1024;

/** @param {number} bytes */
export const fileSize = (bytes) =>
  new Intl.NumberFormat(lang, {
    style: "unit",
    unit: bytes < KIB * KIB ? "kilobyte" : "megabyte",
    maximumFractionDigits: 1,
  }).format(bytes < KIB * KIB ? Math.ceil(bytes / KIB) : bytes / KIB / KIB);
