/** The service worker that lets the desk's page open while the server is gone. It needs a secure context. */

/**
 * Trusted Types, which TypeScript does not know: what it makes of an address stands where a script's address does.
 * @typedef {{createScriptURL: (address: string) => string}} Policy
 * @typedef {{createPolicy: (name: string, rules: Policy) => Policy}} TrustedTypes
 */

/** @type {Policy|undefined} */
let policy;

/**
 * An address as the browser wants scripts to be named, where it is strict: the worker's and no other.
 * @param {string} address
 */
function trusted(address) {
  const { trustedTypes: types } = /** @type {{trustedTypes?: TrustedTypes}} */ (globalThis);
  policy ??= types?.createPolicy("desk-worker", {
    createScriptURL: (/** @type {string} */ asked) => (/^\/e\/[a-z0-9-]+\/desk\/sw\.js$/.test(asked) ? asked : ""),
  });
  return policy ? policy.createScriptURL(address) : address;
}

/** @param {string} event @returns {Promise<boolean>} whether the page opens without a network from now on */
export async function installWorker(event) {
  const workers = globalThis.navigator?.serviceWorker;
  if (!workers) return false;
  const installed = install(workers, event);
  // Behind a worker that is there already nobody waits for the look for a newer one.
  if (workers.controller && (await isKept(event))) return true;
  await installed;
  return isKept(event);
}

/** @param {ServiceWorkerContainer} workers @param {string} event */
async function install(workers, event) {
  try {
    const found = await workers.register(trusted(`/e/${event}/desk/sw.js`), {
      scope: `/e/${event}/desk`,
      updateViaCache: "none",
    });
    if (!found.active) await activated(found.installing ?? found.waiting);
  } catch {
    // to look for an update needs the server; a worker that is there needs it not
  }
}

/** @param {string} event */
async function isKept(event) {
  const path = `/e/${event}/desk`;
  const names = (await globalThis.caches?.keys().catch(() => [])) ?? [];
  const found = await Promise.all(
    names
      .filter((name) => name.startsWith(prefixOf(path)))
      .map((name) => caches.match(path, { cacheName: name, ignoreVary: true })),
  );
  return found.some(Boolean);
}

/** @param {ServiceWorker|null} worker @returns {Promise<void>} */
function activated(worker) {
  return new Promise((resolve) => {
    const look = () => void ((worker && !["activated", "redundant"].includes(worker.state)) || resolve());
    worker?.addEventListener("statechange", look);
    look();
  });
}

/** @param {string} event */
export async function removeWorker(event) {
  const found = await globalThis.navigator?.serviceWorker?.getRegistration(`/e/${event}/desk`).catch(() => undefined);
  await found?.unregister();
  for (const name of (await globalThis.caches?.keys()) ?? []) {
    if (name.startsWith(prefixOf(`/e/${event}/desk`))) await caches.delete(name);
  }
}

/** How the caches of one desk's page are called, before the build. @param {string} path of the page */
export const prefixOf = (path) => `companion-desk:${path}:`;
