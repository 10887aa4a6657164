/**
 * The camera: asked for by a press, given back while nobody looks at the page, and read as fast as its codes can be.
 */
import { codeIn, reader, FrameScanner } from "../../checkin/scanner.js";
import { device } from "../../core/storage.js";

/** @typedef {"off"|"starting"|"on"|"refused"|"missing"|"taken"|"insecure"} State */

const WANTED = "companion.camera";
/** Between two looks, ms: enough for a hand, and a phone stays cool. */
const PAUSE = 90;
/** What `getUserMedia` says, in our words. @type {Record<string, State>} */
const TROUBLE = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "taken",
  AbortError: "taken",
};

export class Camera {
  /** @type {State} */
  state = "off";
  /** @type {MediaDeviceInfo[]} */
  cameras = [];
  /** Whether its light is on; null: it has none. @type {boolean|null} */
  torch = null;
  #take;
  #changed;
  #wanted = false;
  #frames = new FrameScanner();
  /** @type {MediaStream|null} */
  #stream = null;
  /** @type {HTMLVideoElement|null} */
  #video = null;
  /** @type {Promise<import("../../checkin/scanner.js").Reader>|null} */
  #reader = null;
  #looking = false;

  /** @param {(code: string) => void} take @param {() => void} changed */
  constructor(take, changed) {
    this.#take = take;
    this.#changed = changed;
    document.addEventListener("visibilitychange", () => void this.#follow());
    navigator.mediaDevices?.addEventListener?.("devicechange", () => this.#wanted && void this.#list());
    // Once it was wanted on this device, a reload brings it back.
    if (device.get(WANTED)) void this.start();
  }

  /** The camera in use. */
  get chosen() {
    return this.#stream?.getVideoTracks()[0]?.getSettings().deviceId ?? "";
  }

  /** @param {string} [camera] the id of another one */
  async start(camera = device.get(`${WANTED}.id`)) {
    this.#wanted = true;
    this.#stop();
    if (!navigator.mediaDevices?.getUserMedia) return this.#say(globalThis.isSecureContext ? "missing" : "insecure");
    this.#say("starting");
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    const video = camera ? { deviceId: { ideal: camera }, ...size } : { facingMode: { ideal: "environment" }, ...size };
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
      if (!this.#wanted || this.#stream || document.visibilityState === "hidden") {
        return stream.getTracks().forEach((track) => track.stop());
      }
      this.#stream = stream;
    } catch (error) {
      return this.#say(TROUBLE[error instanceof Error ? error.name : ""] ?? "missing");
    }
    this.#begin(this.#stream);
  }

  /** Somebody does not want it any more. */
  end() {
    this.#wanted = false;
    device.set(WANTED, "");
    this.#stop();
    this.#say("off");
  }

  /** @param {string} camera its id */
  choose(camera) {
    device.set(`${WANTED}.id`, camera);
    return this.start(camera);
  }

  async light() {
    const track = this.#stream?.getVideoTracks()[0];
    if (!track || this.torch === null) return;
    const torch = !this.torch;
    const done = await track
      .applyConstraints({ advanced: [/** @type {MediaTrackConstraintSet & {torch: boolean}} */ ({ torch })] })
      .then(
        () => true,
        () => false,
      );
    if (done) this.torch = torch;
    this.#changed();
  }

  /** The element that shows it. @param {Element|undefined} element */
  show = (element) => {
    this.#video = element instanceof HTMLVideoElement ? element : null;
    this.#attach();
  };

  /** A photo or screenshot with a code. @param {Blob} file @returns {Promise<string|null>} null: there is none in it */
  read = async (file) => codeIn(await this.#read(), file);

  #read() {
    const { script = "", wasm = "" } = document.getElementById("decoder")?.dataset ?? {};
    this.#reader ??= reader({ script, wasm });
    this.#reader.catch(() => (this.#reader = null)); // the network was away: the next look tries again
    return this.#reader;
  }

  /** @param {MediaStream} stream */
  #begin(stream) {
    const [track] = stream.getVideoTracks();
    device.set(WANTED, "on");
    const can = /** @type {{torch?: boolean}} */ (track?.getCapabilities?.() ?? {});
    this.torch = can.torch ? false : null;
    track?.addEventListener("ended", () => this.#stream === stream && void this.#follow());
    this.#say("on");
    this.#attach();
    void this.#list();
    if (!this.#looking) void this.#look();
  }

  async #list() {
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    this.cameras = all.filter(({ kind }) => kind === "videoinput");
    this.#changed();
  }

  #attach() {
    const video = this.#video;
    if (!video || video.srcObject === this.#stream) return;
    video.srcObject = this.#stream;
    void video.play().catch(() => {}); // it goes on by itself when it may
  }

  /** iOS ends the picture of a page in the background, and other apps want the camera: give it back, take it again. */
  async #follow() {
    if (!this.#wanted) return;
    if (document.visibilityState === "hidden") this.#stop();
    else if (!this.#stream?.active) await this.start(this.chosen || undefined);
  }

  #stop() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = this.torch = null;
    this.#attach();
  }

  /** @param {State} state */
  #say(state) {
    this.state = state;
    this.#changed();
  }

  /** Look again and again, one look at a time. */
  async #look() {
    this.#looking = true;
    while (this.#stream) {
      const video = this.#video;
      if (video && video.readyState >= 2 && video.videoWidth) await this.#once(video);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    this.#looking = false;
  }

  /** @param {HTMLVideoElement} video */
  async #once(video) {
    try {
      const codes = await (await this.#read()).detect(video);
      const come = this.#frames.look(codes, video.videoWidth, video.videoHeight, performance.now());
      if (come) this.#take(come);
    } catch {
      // a picture that was just being replaced, or a reader that is not there yet
    }
  }
}
