/** What can be set at the selected block beside its words. What is chosen for each reader has files of its own. */
import type { BlockContent } from '../../../api';
import { AlignField } from './AlignField';
import { CartFields, LastOrderFields } from './CartFields';
import { ColumnsFields } from './ColumnsFields';
import { LinkField } from './LinkField';
import { OfferFields } from './OfferFields';
import { PictureFields } from './PictureFields';
import { ProductFields } from './ProductFields';
import { ProductsFields } from './ProductsFields';
import { ReviewFields } from './ReviewFields';
import { SavedFields } from './SavedFields';
import { SpacerFields } from './SpacerFields';
import styles from './panel.module.css';

export type BlockFieldsProps = {
  content: BlockContent;
  onChange: (content: BlockContent, key?: string) => void;
};

export function BlockFields(props: BlockFieldsProps) {
  const fields = of(props);
  return fields && <div className={styles.panel}>{fields}</div>;
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
    case 'products':
      return <ProductsFields content={content} onChange={onChange} />;
    case 'product':
      return <ProductFields content={content} onChange={onChange} />;
    case 'offer':
      return <OfferFields content={content} onChange={onChange} />;
    case 'review':
      return <ReviewFields content={content} onChange={onChange} />;
    case 'cart':
      return <CartFields content={content} onChange={onChange} />;
    case 'last_order':
      return <LastOrderFields content={content} onChange={onChange} />;
    case 'saved':
      return <SavedFields content={content} />;
    default:
      return null;
  }
}
