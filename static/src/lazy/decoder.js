/**
 * Reads codes where the browser cannot: loaded by the desk alone, when it is needed, with its WebAssembly from this
 * server.
 */
import { BarcodeDetector, prepareZXingModule } from "barcode-detector/ponyfill";

/** @param {string} wasm its address */
export function decoder(wasm) {
  prepareZXingModule({ overrides: { locateFile: () => wasm } });
  return new BarcodeDetector({ formats: ["qr_code"] });
}
