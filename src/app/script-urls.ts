/**
 * Under Trusted Types a plain address may not become a script. This rule lets addresses of this origin through, so that
 * workers and the service worker start as they are written; no rule lets a string become markup or code.
 */
export function allowOwnScripts(): void {
  type Rules = { createScriptURL(url: string): string };
  const { trustedTypes } = globalThis as {
    trustedTypes?: { defaultPolicy: unknown; createPolicy(name: 'default', rules: Rules): unknown };
  };
  if (!trustedTypes || trustedTypes.defaultPolicy) return;
  trustedTypes.createPolicy('default', {
    createScriptURL(url) {
      if (new URL(url, document.baseURI).origin === location.origin) return url;
      throw new TypeError(`A script of another origin is refused: ${url}`);
    },
  });
}
