/** The desk's page opens without a network: a worker keeps it, without names. */

/** @param {string} event */
export async function keepPage(event) {
  const scope = `/e/${event}/desk`;
  const address = `${scope}/sw.js`;
  const types = /** @type {any} */ (globalThis).trustedTypes;
  // This page loads no script by an address that it did not come with, but for this one.
  const url = types ? types.createPolicy("desk-worker", { createScriptURL: () => address }).createScriptURL(address) : address;
  await navigator.serviceWorker?.register(url, { scope }).catch(() => {});
}

/** Take the kept page off this device. @param {string} event */
export async function forgetPage(event) {
  const registration = await navigator.serviceWorker?.getRegistration(`/e/${event}/desk`);
  registration?.active?.postMessage("wipe");
  await registration?.unregister();
}
