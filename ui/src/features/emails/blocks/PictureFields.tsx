/** Which picture, what it shows, where it leads and how wide it is. */
import { Slider } from '@mantine/core';
import { PictureField } from '../pictures/PictureField';
import { LinkField } from './LinkField';
import type { FieldsProps } from './types';
import styles from './panel.module.css';

export function PictureFields({ content, onChange }: FieldsProps<'image'>) {
  return (
    <>
      <PictureField
        value={{ src: content.src, alt: content.alt }}
        onChange={({ src, alt }) => {
          onChange({ ...content, src, alt }, 'picture');
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
