/**
 * The email as one reader gets it: how the inbox shows it, then the letter itself at two widths or as plain
 * text. The frame has no script, no form, no way to this window and none to the network; pictures come only
 * when they are asked for, and then by way of the core.
 */
import { Button, SegmentedControl } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { EmailPreview } from '../../../api';
import { noun } from '../../../format';
import { ErrorNote, Loading } from '../../../parts';
import { Frame } from './Frame';
import styles from './Preview.module.css';

type Width = 'desktop' | 'phone' | 'text';

const WIDTHS = { desktop: 640, phone: 375 };

type Props = {
  query: UseQueryResult<EmailPreview>;
  pictures: boolean;
  onPictures: () => void;
};

export function Preview({ query, pictures, onPictures }: Props) {
  const [width, setWidth] = useState<Width>('desktop');
  const preview = query.data;
  return (
    <div className={styles.preview}>
      <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
      {!preview && query.isLoading && <Loading label="Filling the email in" />}
      {preview && (
        <>
          <div className={styles.inbox} aria-label="In the inbox">
            <span className={styles.from}>{preview.from_name}</span>
            <span className={styles.line}>
              <b>{preview.subject || '(no subject)'}</b>
              {preview.preheader && <span> — {preview.preheader}</span>}
            </span>
          </div>
          <div className={styles.bar}>
            <SegmentedControl
              size="xs"
              aria-label="Width"
              value={width}
              onChange={(value) => {
                setWidth(value as Width);
              }}
              data={[
                { value: 'desktop', label: 'Desktop' },
                { value: 'phone', label: 'Phone' },
                { value: 'text', label: 'Plain text' },
              ]}
            />
            {preview.pictures > 0 && !pictures && (
              <Button
                size="xs"
                variant="subtle"
                leftSection={<IconPhoto size={14} />}
                onClick={onPictures}
              >
                Load {preview.pictures} {noun(preview.pictures, 'picture')}
              </Button>
            )}
            {pictures && query.isFetching && <span className={styles.quiet}>Loading …</span>}
          </div>
          {preview.pictures_refused.length > 0 && (
            <details className={styles.refused}>
              <summary>
                {preview.pictures_refused.length} {noun(preview.pictures_refused.length, 'picture')}{' '}
                could not be loaded
              </summary>
              <ul>
                {preview.pictures_refused.map((why) => (
                  <li key={why}>{why}</li>
                ))}
              </ul>
            </details>
          )}
          <div className={styles.well}>
            {width === 'text' ? (
              <pre className={styles.text}>{preview.text}</pre>
            ) : (
              <Frame preview={preview} width={WIDTHS[width]} />
            )}
          </div>
        </>
      )}
    </div>
  );
}
