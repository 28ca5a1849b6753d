/** The address under which a reader publishes the dashboard, as the command line gives it. */
export const SITE_URL = `  --site-url URL  address of the published dashboard: links and ids of the feeds become absolute. The dataset keeps it:
                  builds that are given none go on with it, for ids that change make every entry look new. "none" takes it
                  back: links are relative to the feed, as they are from the start, which some feed readers do not follow`;

/** Undefined where nothing is said, null for "none". Throws on what is no address of a page. */
export function readSiteUrl(text: string | undefined): string | null | undefined {
  if (text === undefined) return undefined;
  if (text === 'none') return null;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol) || /[?#]/.test(text))
    throw new Error(
      `--site-url takes an address like https://example.org/papertide/, or none, not "${text}".`,
    );
  return text;
}
