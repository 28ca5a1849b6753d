/**
 * Fetches an address that the reader gave, in a frame of its own: the page's policy lets nothing leave, and only
 * `read.html` may ask another host, for this address and nothing else.
 */

type Answer = { blob?: Blob; type?: string; status?: number; tooLarge?: number; unreachable?: true };
export type Fetched = { path: string; blob: Blob };

const PATIENCE = 60_000;

/** Throws an Error that says what to do. */
export function webAddress(text: string): URL {
  const trimmed = text.trim();
  try {
    const url = new URL(/^[\w+.-]+:/.test(trimmed) ? trimmed : `https://${trimmed}`);
    if (url.protocol === 'https:' || url.protocol === 'http:') return url;
  } catch {
    // Said below.
  }
  throw new Error(`“${trimmed}” is no web address. It looks like https://example.org/feed.xml.`);
}

function whyNot({ status, tooLarge, unreachable }: Answer, url: URL): string {
  const save = 'Open the address in a tab of its own, save it as a file, and drop that file here.';
  if (status !== undefined) return `${url.host} answered ${status}. Check the address, or try later.`;
  if (tooLarge !== undefined)
    return `It is larger than ${tooLarge / 1024 / 1024} MB, which is more than this page takes. Split it.`;
  if (unreachable)
    return `${url.host} could not be read: it is not there, or it lets no other page read it (most sites do not; that is CORS). ${save}`;
  return `${url.host} did not answer within ${PATIENCE / 1000} s. ${save}`;
}

/** Host and path as a file's name, so that a date in it is found. */
const pathOf = (url: URL) =>
  [url.host, ...url.pathname.split('/')].filter(Boolean).join('/') + url.search.replaceAll('/', '_');

/** One request, from the reader's browser to that address, without cookies. Throws an Error that says what to do. */
export async function fetchAddress(url: URL): Promise<Fetched> {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.src = new URL('read.html', document.baseURI).href;
  try {
    await new Promise((done, failed) => {
      frame.onload = done;
      frame.onerror = () => failed(new Error('read.html of this site is missing: build the site again.'));
      document.body.append(frame);
    });
    const { port1, port2 } = new MessageChannel();
    const answer = await new Promise<Answer>((done) => {
      port1.onmessage = ({ data }: MessageEvent<Answer>) => done(data);
      setTimeout(() => done({}), PATIENCE);
      frame.contentWindow?.postMessage(url.href, location.origin, [port2]);
    });
    if (answer.blob) return { path: pathOf(url), blob: answer.blob };
    throw new Error(whyNot(answer, url));
  } finally {
    frame.remove();
  }
}
