/**
 * The editor, in a shadow root: there CodeMirror keeps its styles in adopted sheets, which a strict
 * Content-Security-Policy allows, where in the document it would write a style element, which the policy refuses.
 */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { PostgreSQL, sql, SQLDialect } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { setDiagnostics } from '@codemirror/lint';
import { EditorState, Prec } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder, tooltips } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { NOTES } from '../../core/tables/notes.ts';
import { TABLE_NAMES, tables } from '../../core/tables/schema.ts';
import { tokens } from './tokens.ts';

export type Editor = {
  readonly text: string;
  setText(text: string): void;
  /** Puts text where the cursor stands, with a blank where it would touch a word. */
  insert(text: string): void;
  mark(place: { from: number; to: number; message: string } | null): void;
  select(from: number, to: number): void;
  close(): void;
};
export type EditorOptions = {
  text: string;
  onchange: (text: string) => void;
  onrun: () => void;
};

const duck = SQLDialect.define({
  ...PostgreSQL.spec,
  doubleDollarQuotedStrings: true,
  keywords: `${PostgreSQL.spec.keywords ?? ''} summarize describe pivot unpivot qualify exclude replace positional asof anti semi sample unnest struct map list`,
});

const column = (table: keyof typeof tables, name: string, type: string): Completion => ({
  label: name,
  type: 'property',
  detail: type,
  info: `${table}: ${(NOTES[table].columns as Record<string, string>)[name] ?? ''}`,
});
const schema = Object.fromEntries(
  TABLE_NAMES.map((table) => [
    table,
    {
      self: { label: table, type: 'type', info: `One row: ${NOTES[table].one}` } satisfies Completion,
      children: Object.entries(tables[table]).map(([name, type]) => column(table, name, type)),
    },
  ]),
);

/** Columns of every table that the text names, so that a column need not be written `table.column`. */
function columnsInSight(context: CompletionContext): CompletionResult | null {
  const word = context.matchBefore(/[A-Za-z_]\w*/);
  if (!word && !context.explicit) return null;
  if (word && context.state.sliceDoc(word.from - 1, word.from) === '.') return null;
  const named = new Set(tokens(context.state.doc.toString()).map(({ value }) => value));
  const seen = new Set<string>();
  const options = TABLE_NAMES.filter((table) => named.has(table)).flatMap((table) =>
    Object.entries(tables[table]).flatMap(([name, type]) => {
      if (seen.has(name)) return [];
      seen.add(name);
      return { ...column(table, name, type), boost: 2 };
    }),
  );
  return options.length > 0 ? { from: word?.from ?? context.pos, options, validFor: /^\w*$/ } : null;
}

/**
 * Typing over a selection is done by the editor, not left to the browser: Chromium keeps the old text's look by a style
 * attribute, which the page's policy refuses aloud.
 */
const typedOver = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { from, to, empty } = view.state.selection.main;
    const { data, inputType } = event;
    if (empty || inputType !== 'insertText' || !data || view.composing) return false;
    event.preventDefault();
    const insert = () =>
      view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    const handled = view.state
      .facet(EditorView.inputHandler)
      .some((handler) => handler(view, from, to, data, insert));
    if (!handled) view.dispatch(insert());
    return true;
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: 'var(--series-1)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--series-3)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--series-2)' },
  { tag: tags.typeName, color: 'var(--series-7)' },
  { tag: [tags.lineComment, tags.blockComment], color: 'var(--ink-3)', fontStyle: 'italic' },
]);

const look = EditorView.theme({
  '&': { color: 'var(--ink)', fontSize: '0.95rem', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
    lineHeight: '1.5',
    overflow: 'auto',
  },
  '.cm-content': { padding: '0.6rem 0', caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { background: 'var(--sunken)', color: 'var(--ink-3)', border: 'none' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--accent-soft)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { background: 'var(--lit)' },
  '.cm-placeholder': { color: 'var(--ink-3)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--down)',
    textUnderlineOffset: '3px',
  },
  '.cm-lintPoint-error:after': { borderBottomColor: 'var(--down)' },
  '.cm-tooltip': {
    background: 'var(--panel)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
    boxShadow: 'var(--shadow)',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--accent-soft)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--ink-3)' },
  '.cm-completionInfo': { maxWidth: '20rem', fontFamily: 'system-ui, sans-serif' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--down)', fontFamily: 'system-ui, sans-serif' },
});

/** `host` is an empty element of ours; it gets the shadow root. */
export function openEditor(host: HTMLElement, { text, onchange, onrun }: EditorOptions): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const run = () => {
    onrun();
    return true;
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        typedOver,
        bracketMatching(),
        closeBrackets(),
        sql({ dialect: duck, schema, upperCaseKeywords: true }),
        duck.language.data.of({ autocomplete: columnsInSight }),
        autocompletion({ icons: false }),
        tooltips({ position: 'fixed' }),
        syntaxHighlighting(colours),
        look,
        EditorView.lineWrapping,
        placeholder('SELECT … FROM papers'),
        // Tab is not taken: it leads on, as everywhere on the page.
        Prec.highest(keymap.of([{ key: 'Mod-Enter', run }])),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': 'SQL query' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onchange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    get text() {
      return view.state.doc.toString();
    },
    setText: (next) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }),
    insert: (word) => {
      const { from, to } = view.state.selection.main;
      const before = view.state.sliceDoc(from - 1, from);
      const put = /[\w"']/.test(before) ? ` ${word}` : word;
      view.dispatch({ changes: { from, to, insert: put }, selection: { anchor: from + put.length } });
      view.focus();
    },
    mark: (place) => {
      const end = view.state.doc.length;
      const found = place
        ? [
            {
              from: Math.min(place.from, end),
              to: Math.min(Math.max(place.to, place.from), end),
              severity: 'error' as const,
              message: place.message,
            },
          ]
        : [];
      view.dispatch(setDiagnostics(view.state, found));
    },
    select: (from, to) => {
      const end = view.state.doc.length;
      view.dispatch({
        selection: { anchor: Math.min(from, end), head: Math.min(to, end) },
        scrollIntoView: true,
      });
      view.focus();
    },
    close: () => view.destroy(),
  };
}
