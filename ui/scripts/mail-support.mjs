/**
 * Writes `src-tauri/core/src/emails/lint/support.tsv`: which mail programs ignore which CSS and picture formats, by
 * the data of caniemail.com (MIT) as the npm package `caniemail` carries them. Run it when a newer package is to be used:
 *
 *   npm pack caniemail@2.0.2 && tar xzf caniemail-2.0.2.tgz
 *   node ui/scripts/mail-support.mjs package > src-tauri/core/src/emails/lint/support.tsv
 *
 * The package itself is no dependency: it would bring eleven others for one file of data, which changes a few times a
 * year. The table keeps only what an author can put into an email here (no `<style>`, so no selectors and no at-rules; elements and
 * attributes that a mail program drops never get that far),
 * and only programs in which it has no effect at all by the newest test on each of their platforms.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const folder = process.argv[2];
const read = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'));
const { version } = read('package.json');
const { data, last_update_date: updated } = read('dist/data/caniemail.json');

/** A program as people know it, and its platforms in the data. The first five are those most people read mail in. */
const PROGRAMS = [
  ['gmail', 'gmail', ['desktop-webmail', 'ios', 'android']],
  ['apple', 'apple-mail', ['macos', 'ios']],
  ['outlook', 'outlook', ['windows']],
  ['outlook-web', 'outlook', ['outlook-com']],
  ['yahoo', 'yahoo', ['desktop-webmail', 'ios', 'android']],
  ['outlook-apps', 'outlook', ['ios', 'android']],
  ['samsung', 'samsung-email', ['android']],
  ['gmx', 'gmx', ['desktop-webmail', 'ios', 'android']],
  ['web-de', 'web-de', ['desktop-webmail', 'ios', 'android']],
  ['t-online', 't-online-de', ['desktop-webmail']],
  ['orange', 'orange', ['desktop-webmail', 'ios', 'android']],
  ['thunderbird', 'thunderbird', ['macos', 'windows']],
];
const GREAT = 5;

const PROPERTIES = {
  'block-size & inline-size': ['block-size', 'inline-size'],
  'css column properties': ['columns', 'column-width', 'column-rule', 'column-span', 'column-fill'],
  'font shorthand': ['font'],
  'gap, column-gap, row-gap': ['gap', 'column-gap', 'row-gap'],
  'grid-template-* properties': [
    'grid-template',
    'grid-template-areas',
    'grid-template-columns',
    'grid-template-rows',
  ],
  'left, right, top, bottom': ['left', 'right', 'top', 'bottom'],
  'margin-block-start & margin-block-end': ['margin-block-start', 'margin-block-end'],
  'margin-inline & margin-block': ['margin-inline', 'margin-block'],
  'margin-inline-start & margin-inline-end': ['margin-inline-start', 'margin-inline-end'],
  'padding-block-start & padding-block-end': ['padding-block-start', 'padding-block-end'],
  'padding-inline & padding-block': ['padding-inline', 'padding-block'],
  'padding-inline-start & padding-inline-end': ['padding-inline-start', 'padding-inline-end'],
};
const FUNCTIONS = {
  'CSS calc() function': ['calc'],
  'CSS Variables (Custom Properties)': ['var'],
  'lch(), oklch(), lab(), oklab()': ['lch', 'oklch', 'lab', 'oklab'],
};

/** What an author writes to use the feature: the kind, and the names. */
function names({ category, title, slug }) {
  if (category === 'image') {
    const format = slug.replace(/^image-/, '');
    const also = { jpg: ['jpg', 'jpeg'], tiff: ['tif', 'tiff'], heif: ['heif', 'heic'] };
    return /^(base64|hdr|apng|mp4)$/.test(format) ? null : ['picture', also[format] ?? [format]];
  }
  if (category !== 'css') return null;
  if (PROPERTIES[title]) return ['property', PROPERTIES[title]];
  if (FUNCTIONS[title]) return ['function', FUNCTIONS[title]];
  const unit = /^([a-z]+) unit$/.exec(title);
  if (unit && unit[1] !== 'initial') return ['unit', [unit[1]]];
  const call = /^([a-z-]+)\(\)$/.exec(title);
  if (call) return ['function', [call[1]]];
  const pair = /^([a-z-]+): ?([a-z-]+)$/.exec(title);
  if (pair) return ['value', [`${pair[1]}:${pair[2]}`]];
  const property = /^([a-z-]+)( property| CSS property)?$/.exec(title.trim());
  return property ? ['property', [property[1]]] : null;
}

/** Nothing of it works by the newest test on each platform that was tested. */
function ignores(stats, [, family, platforms]) {
  const newest = platforms
    .map((p) => stats[family]?.[p])
    .filter(Boolean)
    .map((tests) => Object.values(tests).at(-1)[0])
    .filter((mark) => mark !== 'u');
  return newest.length > 0 && newest.every((mark) => mark === 'n');
}

const rows = new Map();
for (const feature of data) {
  const written = names(feature);
  if (!written) continue;
  const without = PROGRAMS.filter((p) => ignores(feature.stats, p));
  if (!without.some((p) => PROGRAMS.indexOf(p) < GREAT)) continue;
  for (const name of written[1]) {
    rows.set(`${written[0]}\t${name}`, without.map(([id]) => id).join(' '));
  }
}
process.stdout.write(
  `# caniemail ${version}, data of ${updated.slice(0, 10)}; MIT, (c) 2019 HTeuMeuLeu, (c) Avi Goldman, (c) Andrew Powell. Written by ui/scripts/mail-support.mjs.\n`,
);
for (const key of [...rows.keys()].sort()) process.stdout.write(`${key}\t${rows.get(key)}\n`);
