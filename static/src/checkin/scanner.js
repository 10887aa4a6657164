/** Codes in pictures: which reader, which of several codes, and when the same one counts again. */

/**
 * @typedef {{rawValue: string, boundingBox: {x: number, y: number, width: number, height: number}}} Code
 * @typedef {{detect: (picture: ImageBitmapSource) => Promise<Code[]>}} Reader
 * @typedef {{new (options: {formats: string[]}): Reader, getSupportedFormats?: () => Promise<string[]>}} Native
 *   the Barcode Detection API, which not every browser has and TypeScript does not know
 */

/** A code has left when it was not seen for so long, ms. */
const GONE = 2000;

/**
 * The code nearest to the middle, which is what somebody aims at.
 * @param {Code[]} codes @param {number} width @param {number} height
 * @returns {Code|null}
 */
export function nearest(codes, width, height) {
  const off = (/** @type {Code} */ { boundingBox: { x, y, width: w, height: h } }) =>
    Math.hypot(x + w / 2 - width / 2, y + h / 2 - height / 2);
  return codes.reduce((best, code) => (!best || off(code) < off(best) ? code : best), /** @type {Code|null} */ (null));
}

/** What is held in front of the camera: a code counts once until it has left, the next one at once. */
export class FrameScanner {
  /** When each code was seen last. @type {Map<string, number>} */
  #seen = new Map();

  /**
   * One picture of the camera.
   * @param {Code[]} codes @param {number} width @param {number} height @param {number} at ms
   * @returns {string|null} the code that has come
   */
  look(codes, width, height, at) {
    for (const [text, last] of this.#seen) if (at - last > GONE) this.#seen.delete(text);
    const aimed =
      nearest(
        codes.filter(({ rawValue }) => rawValue),
        width,
        height,
      )?.rawValue ?? null;
    const come = aimed !== null && !this.#seen.has(aimed);
    for (const { rawValue } of codes) if (this.#seen.has(rawValue)) this.#seen.set(rawValue, at);
    if (come) this.#seen.set(aimed, at);
    return come ? aimed : null;
  }
}

/**
 * The browser's own reader, else ours.
 * @param {{script: string, wasm: string}} where ours is
 * @returns {Promise<Reader>}
 */
export async function reader({ script, wasm }) {
  const { BarcodeDetector: Native } = /** @type {{BarcodeDetector?: Native}} */ (globalThis);
  const formats = await Native?.getSupportedFormats?.().catch(() => /** @type {string[]} */ ([]));
  if (Native && formats?.includes("qr_code")) return new Native({ formats: ["qr_code"] });
  const { decoder } = await import(script);
  return decoder(wasm);
}

/**
 * The code in a picture file, the one in the middle if there are several.
 * @param {Reader} reader @param {Blob} file
 * @returns {Promise<string|null>} null: none, or no picture
 */
export async function codeIn(reader, file) {
  try {
    const whole = await createImageBitmap(file);
    const { width, height } = whole;
    // Sharp photos of many megapixels are sometimes read only when they are smaller, and small codes only when they
    // are not.
    const small = () =>
      createImageBitmap(whole, {
        resizeWidth: Math.ceil(width / 3),
        resizeHeight: Math.ceil(height / 3),
        resizeQuality: "high",
      });
    const at = nearest(await reader.detect(whole), width, height);
    if (at ?? Math.max(width, height) < 1000) return at?.rawValue ?? null;
    return nearest(await reader.detect(await small()), width / 3, height / 3)?.rawValue ?? null;
  } catch {
    return null;
  }
}
