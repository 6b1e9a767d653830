// @ts-check
/** Markdown as it is typed, with the look of what it will be: classes of editor.css. */
import { Language, defineLanguageFacet, syntaxHighlighting } from "@codemirror/language";
import { tagHighlighter, tags } from "@lezer/highlight";
import { Table, parser } from "@lezer/markdown";

const LOOK = tagHighlighter([
  { tag: tags.heading1, class: "text-title text-title--1" },
  { tag: tags.heading2, class: "text-title text-title--2" },
  { tag: [tags.heading3, tags.heading4, tags.heading5, tags.heading6], class: "text-title text-title--3" },
  { tag: tags.heading, class: "text-strong" },
  { tag: tags.strong, class: "text-strong" },
  { tag: tags.emphasis, class: "text-emphasis" },
  { tag: tags.link, class: "text-link" },
  { tag: tags.monospace, class: "text-code" },
  { tag: tags.quote, class: "text-quote" },
  { tag: [tags.url, tags.processingInstruction, tags.contentSeparator, tags.labelName], class: "text-mark" },
]);

export const markdown = [
  new Language(defineLanguageFacet(), parser.configure(Table), [], "markdown"),
  syntaxHighlighting(LOOK),
];
