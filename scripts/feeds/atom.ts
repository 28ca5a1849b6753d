/** Items → an Atom feed (RFC 4287). The same items and options give the same bytes; no clock is read. */
import type { Item } from './item.ts';

export type FeedHead = {
  /** The last part of the feed's id, and its file's name without the ending. */
  name: string;
  title: string;
  subtitle: string;
  /** ISO day. */
  updated: string;
};

export type Site = {
  /** Address of the dashboard, with a slash at its end; null: links are relative to the feed's own place. */
  url: string | null;
  version: string;
};

/** From data/feeds/ to the dashboard. */
const TO_DASHBOARD = '../../';

/** XML 1.0 knows no control characters but tab and line ends, not even escaped, and no half pairs. */
const legal = (text: string): string =>
  text.replace(
    // eslint-disable-next-line no-control-regex -- they are what has to go
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    ' ',
  );

const escaped = (text: string): string =>
  legal(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? '&quot;');

const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;
const instant = (day: string): string => `${day}T00:00:00Z`;

/**
 * A tag URI (RFC 4151): the site's name, or a name that nobody can own. The site's path keeps two dashboards of one
 * host apart.
 */
export function tagOf(site: Site, specific: string): string {
  const url = site.url === null ? null : new URL(site.url);
  const authority = url?.hostname ?? 'papertide.invalid';
  return `tag:${authority},2026:${url?.pathname ?? '/'}${specific}`;
}

export function atomFeed(head: FeedHead, items: readonly Item[], site: Site): string {
  const base = site.url ?? TO_DASHBOARD;
  const self = site.url === null ? `${head.name}.atom` : `${site.url}data/feeds/${head.name}.atom`;
  const entries = items.map((item) =>
    [
      '  <entry>',
      `    ${element('id', tagOf(site, item.key))}`,
      `    ${element('title', item.title)}`,
      `    ${element('updated', instant(item.updated ?? head.updated))}`,
      ...(item.published === null ? [] : [`    ${element('published', instant(item.published))}`]),
      `    <link rel="alternate" type="text/html" href="${escaped(base + item.place)}"/>`,
      `    <category term="${escaped(item.kind)}"/>`,
      `    <category term="${escaped(item.topic.id)}" label="${escaped(item.topic.label)}"/>`,
      `    <summary type="text">${escaped(item.summary)}</summary>`,
      '  </entry>',
    ].join('\n'),
  );
  return `${[
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    `  ${element('id', tagOf(site, `feeds/${head.name}`))}`,
    `  ${element('title', head.title)}`,
    `  ${element('subtitle', head.subtitle)}`,
    `  ${element('updated', instant(head.updated))}`,
    '  <author><name>Papertide</name></author>',
    `  <generator version="${escaped(site.version)}">Papertide</generator>`,
    `  <link rel="self" type="application/atom+xml" href="${escaped(self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${escaped(base)}"/>`,
    ...entries,
    '</feed>',
  ].join('\n')}\n`;
}
