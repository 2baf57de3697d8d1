/** Which picture, what it shows, where it leads and how wide it is. */
import { Slider, TextInput } from '@mantine/core';
import { LinkField } from './LinkField';
import type { FieldsProps } from './types';
import styles from './panel.module.css';

export function PictureFields({ content, onChange }: FieldsProps<'image'>) {
  return (
    <>
      <LinkField
        label="Where the picture lies"
        value={content.src}
        onChange={(src) => {
          onChange({ ...content, src }, 'src');
        }}
      />
      <TextInput
        size="xs"
        label="What it shows"
        description="Read out, and shown where pictures are off"
        error={content.src !== '' && content.alt.trim() === '' && 'Say it in a few words'}
        data-kept-text
        value={content.alt}
        onChange={(e) => {
          onChange({ ...content, alt: e.currentTarget.value }, 'alt');
        }}
      />
      <LinkField
        value={content.href ?? ''}
        onChange={(href) => {
          onChange({ ...content, href: href === '' ? null : href }, 'href');
        }}
      />
      <div>
        <span className={styles.label}>Width, {content.width ?? 100}% of the letter</span>
        <Slider
          min={10}
          max={100}
          step={5}
          label={null}
          thumbLabel="Width in percent"
          value={content.width ?? 100}
          onChange={(width) => {
            onChange({ ...content, width: width === 100 ? null : width }, 'width');
          }}
        />
      </div>
    </>
  );
}
