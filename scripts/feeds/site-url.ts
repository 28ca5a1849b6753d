/** The address under which a reader publishes the dashboard, as the command line gives it. */
export const SITE_URL = `  --site-url URL  address of the published dashboard: links and ids of the feeds become absolute. Keep it the same from
                  then on, for ids that change make every entry look new. Without it links are relative to the feed,
                  which some feed readers do not follow`;

/** Throws on what is no address of a page. */
export function readSiteUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol) || /[?#]/.test(text))
    throw new Error(`--site-url takes an address like https://example.org/papertide/, not "${text}".`);
  return text;
}
