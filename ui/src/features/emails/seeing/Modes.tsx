/** How the letter is shown: as wide as which screen, in which light, with pictures or not, beside what. */
import { SegmentedControl } from '@mantine/core';
import {
  IconColumns2,
  IconLanguage,
  IconMoon,
  IconPhoto,
  IconPhotoOff,
  IconSun,
  IconZoomScan,
} from '@tabler/icons-react';
import { memo } from 'react';
import type { EmailPreview } from '../../../api';
import { Choice } from './Choice';
import { language } from './languages';
import type { Shape } from './look';
import { BESIDES, PICTURES, SCHEMES } from './modeOptions';
import type { Seen } from './useSeeing';
import styles from './Seeing.module.css';

export const Modes = memo(function Modes({ seen, preview }: { seen: Seen; preview: EmailPreview }) {
  const { look, setLook, email } = seen;
  const languages = [
    { value: '', label: 'As this reader reads' },
    ...[
      ...new Set([email.language ?? preview.language, ...Object.keys(email.translations ?? {})]),
    ].map((code) => ({ value: code, label: language(code) })),
  ];
  const variants = preview.branches.length > 0;
  return (
    <div className={styles.modes}>
      <SegmentedControl
        size="xs"
        aria-label="Shown as"
        value={look.shape}
        onChange={(value) => {
          setLook({ shape: value as Shape });
        }}
        data={[
          { value: 'desktop', label: 'Desktop' },
          { value: 'tablet', label: 'Tablet' },
          { value: 'phone', label: 'Phone' },
          { value: 'inbox', label: 'Inbox' },
          { value: 'text', label: 'Text' },
        ]}
      />
      <div className={styles.choices}>
        <Choice
          label="Light or dark"
          icon={look.scheme === 'light' ? <IconSun size={16} /> : <IconMoon size={16} />}
          options={SCHEMES}
          value={look.scheme}
          usual="light"
          onChange={(scheme) => {
            setLook({ scheme });
          }}
        />
        <Choice
          label="Pictures"
          icon={look.pictures === 'off' ? <IconPhotoOff size={16} /> : <IconPhoto size={16} />}
          options={PICTURES}
          value={look.pictures}
          usual="blocked"
          onChange={(pictures) => {
            setLook({ pictures });
          }}
        />
        {languages.length > 2 && (
          <Choice
            label="Language"
            icon={<IconLanguage size={16} />}
            options={languages}
            value={look.language ?? ''}
            usual=""
            onChange={(code) => {
              setLook({ language: code === '' ? null : code });
            }}
          />
        )}
        <Choice
          label="Side by side"
          icon={<IconColumns2 size={16} />}
          options={BESIDES.filter((b) => b.value !== 'variant' || variants)}
          value={look.beside}
          usual="none"
          onChange={(beside) => {
            setLook({ beside });
          }}
        />
        <Choice
          label="Size"
          icon={<IconZoomScan size={16} />}
          options={[
            { value: 'fit', label: 'As wide as there is room' },
            { value: 'full', label: 'Full size' },
          ]}
          value={look.zoom}
          usual="fit"
          onChange={(zoom) => {
            setLook({ zoom: zoom as 'fit' | 'full' });
          }}
        />
      </div>
    </div>
  );
});
