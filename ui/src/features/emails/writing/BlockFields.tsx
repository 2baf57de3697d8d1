/** What can be written into a block, by its kind. Every field may hold Liquid; a menu offers the usual pieces. */
import { NumberInput, Text, TextInput } from '@mantine/core';
import type { BlockContent } from '../../../api';
import { InsertMenu } from './InsertMenu';
import { RichText } from './RichText';

type Props = { content: BlockContent; onChange: (content: BlockContent) => void };

export function BlockFields({ content, onChange }: Props) {
  const field = (label: string, value: string, set: (value: string) => void, hint?: string) => (
    <TextInput
      label={label}
      description={hint}
      value={value}
      onChange={(e) => {
        set(e.currentTarget.value);
      }}
      rightSection={
        <InsertMenu
          onInsert={(piece) => {
            set(value + piece);
          }}
        />
      }
    />
  );
  switch (content.kind) {
    case 'heading':
      return field('Words', content.text, (text) => {
        onChange({ ...content, text });
      });
    case 'text':
      return (
        <RichText
          html={content.html}
          onChange={(html) => {
            onChange({ ...content, html });
          }}
        />
      );
    case 'image':
      return (
        <>
          {field(
            'Where the picture lies',
            content.src,
            (src) => {
              onChange({ ...content, src });
            },
            'An address that begins with https://',
          )}
          {field(
            'What it shows',
            content.alt,
            (alt) => {
              onChange({ ...content, alt });
            },
            'Read out, and shown where pictures are off',
          )}
          {field('Leads to', content.href ?? '', (href) => {
            onChange({ ...content, href: href || null });
          })}
        </>
      );
    case 'button':
      return (
        <>
          {field('Words', content.label, (label) => {
            onChange({ ...content, label });
          })}
          {field('Leads to', content.href, (href) => {
            onChange({ ...content, href });
          })}
        </>
      );
    case 'products':
      return (
        <>
          <Text size="sm">
            Chosen for each reader: the best sellers of the last 90 days that they have not bought
            and that are not out of stock.
          </Text>
          <NumberInput
            label="How many at most"
            min={1}
            max={6}
            clampBehavior="strict"
            allowDecimal={false}
            value={content.count}
            onChange={(count) => {
              const whole = Number(count);
              if (whole >= 1 && whole <= 6) onChange({ ...content, count: whole });
            }}
          />
        </>
      );
    case 'spacer':
      return (
        <NumberInput
          label="Height in pixels"
          min={4}
          max={120}
          allowDecimal={false}
          value={content.height}
          onChange={(height) => {
            const whole = Number(height);
            if (whole >= 4 && whole <= 120) onChange({ ...content, height: whole });
          }}
        />
      );
    case 'divider':
      return null;
  }
}
