/** What was last written in the console, kept while the page lives: a look at a chart must not cost it. */
export const draft: { text: string | undefined } = { text: undefined };
