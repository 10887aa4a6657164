/** What a scan sounds and feels like, so that nobody has to look. The tones are made here: there is no file to load. */
import { device } from "../core/storage.js";

const STORED = "companion.mute";
/**
 * Tones as [Hz, from, to] in seconds, and the vibration in ms.
 * @type {Record<string, {tones: [number, number, number][], buzz: number[]}>}
 */
const SIGNALS = {
  go: {
    tones: [
      [880, 0, 0.09],
      [1320, 0.09, 0.2],
    ],
    buzz: [60],
  },
  warn: {
    tones: [
      [660, 0, 0.14],
      [660, 0.2, 0.34],
    ],
    buzz: [80, 60, 80],
  },
  stop: {
    tones: [
      [220, 0, 0.3],
      [175, 0.3, 0.6],
    ],
    buzz: [250, 80, 250],
  },
};

export class Signal {
  /** @type {AudioContext|null} */
  #audio = null;
  muted = device.get(STORED) === "on";

  constructor() {
    // Phones let a page sound only if it began to in a press.
    addEventListener(
      "pointerup",
      () =>
        void this.#voice()
          ?.resume()
          .catch(() => {}),
      { once: true },
    );
  }

  toggle() {
    this.muted = !this.muted;
    device.set(STORED, this.muted ? "on" : "");
  }

  /** @param {string} tone go, warn or stop */
  give(tone) {
    const signal = SIGNALS[tone];
    // Before the first touch browsers allow neither, and complain.
    if (this.muted || !signal || navigator.userActivation?.hasBeenActive === false) return;
    navigator.vibrate?.(signal.buzz);
    this.#sound(signal.tones);
  }

  /** @param {[number, number, number][]} tones */
  #sound(tones) {
    const audio = this.#voice();
    if (!audio) return;
    void audio.resume().catch(() => {});
    for (const [pitch, from, to] of tones) play(audio, pitch, audio.currentTime + from, audio.currentTime + to);
  }

  /** @returns {AudioContext|null} null: a device without sound shows what it has to say */
  #voice() {
    try {
      return (this.#audio ??= new AudioContext());
    } catch {
      return null;
    }
  }
}

/**
 * One tone, with soft edges: a cut one clicks.
 * @param {AudioContext} audio @param {number} pitch @param {number} from @param {number} to
 */
function play(audio, pitch, from, to) {
  const [voice, volume] = [audio.createOscillator(), audio.createGain()];
  voice.type = "triangle";
  voice.frequency.value = pitch;
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(0.25, from + 0.01);
  volume.gain.setValueAtTime(0.25, to - 0.02);
  volume.gain.linearRampToValueAtTime(0, to);
  voice.connect(volume).connect(audio.destination);
  voice.start(from);
  voice.stop(to);
}
