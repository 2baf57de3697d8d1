/** What can be set at the selected block beside its words. What is chosen for each reader has files of its own. */
import type { BlockContent } from '../../../api';
import { AlignField } from './AlignField';
import { ColumnsFields } from './ColumnsFields';
import { LinkField } from './LinkField';
import { PictureFields } from './PictureFields';
import { SavedFields } from './SavedFields';
import { SpacerFields } from './SpacerFields';
import styles from './settings.module.css';

export type BlockFieldsProps = {
  content: BlockContent;
  onChange: (content: BlockContent, key?: string) => void;
};

export function BlockFields(props: BlockFieldsProps) {
  const fields = of(props);
  return fields && <div className={styles.fields}>{fields}</div>;
}

function of({ content, onChange }: BlockFieldsProps) {
  switch (content.kind) {
    case 'heading':
    case 'text':
    case 'social':
      return (
        <AlignField
          value={content.align}
          onChange={(align) => {
            onChange({ ...content, align });
          }}
        />
      );
    case 'button':
      return (
        <>
          <LinkField
            value={content.href}
            onChange={(href) => {
              onChange({ ...content, href }, 'href');
            }}
          />
          <AlignField
            value={content.align}
            onChange={(align) => {
              onChange({ ...content, align });
            }}
          />
        </>
      );
    case 'image':
      return <PictureFields content={content} onChange={onChange} />;
    case 'spacer':
      return <SpacerFields content={content} onChange={onChange} />;
    case 'columns':
      return <ColumnsFields content={content} onChange={onChange} />;
    case 'saved':
      return <SavedFields content={content} />;
    default:
      return null;
  }
}
