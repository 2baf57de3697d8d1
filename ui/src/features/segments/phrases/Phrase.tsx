/** The phrase of a condition, whatever its kind. */
import type { Leaf } from '../tree';
import { CartPhrase, EmailPhrase, RefundPhrase } from './Activity';
import { LinesPhrase, OrdersPhrase } from './Orders';
import { PeoplePhrase } from './People';
import { ProfilePhrase } from './Profile';
import { ConsentPhrase, LifecyclePhrase, RfmPhrase, SegmentPhrase } from './Standing';
import type { PhraseProps } from './types';

export function Phrase({ value, onChange }: PhraseProps<Leaf>) {
  switch (value.type) {
    case 'profile':
      return (
        <ProfilePhrase
          value={value}
          onChange={(v) => {
            onChange({ ...v, type: value.type });
          }}
        />
      );
    case 'orders':
      return (
        <OrdersPhrase
          value={value}
          onChange={(v) => {
            onChange({ ...v, type: value.type });
          }}
        />
      );
    case 'order_lines':
      return (
        <LinesPhrase
          value={value}
          onChange={(v) => {
            onChange({ ...v, type: value.type });
          }}
        />
      );
    case 'refunds':
      return (
        <RefundPhrase
          value={value}
          onChange={(v) => {
            onChange({ ...v, type: value.type });
          }}
        />
      );
    case 'email_events':
      return (
        <EmailPhrase
          value={value}
          onChange={(v) => {
            onChange({ ...v, type: value.type });
          }}
        />
      );
    case 'abandoned_carts':
      return (
        <CartPhrase
          value={value}
          onChange={(v) => {
            onChange({ ...v, type: value.type });
          }}
        />
      );
    case 'consent':
      return (
        <ConsentPhrase
          value={value}
          onChange={(v) => {
            onChange({ ...v, type: value.type });
          }}
        />
      );
    case 'rfm':
      return (
        <RfmPhrase
          value={value}
          onChange={(v) => {
            onChange({ ...v, type: value.type });
          }}
        />
      );
    case 'lifecycle':
      return (
        <LifecyclePhrase
          value={value}
          onChange={(v) => {
            onChange({ ...v, type: value.type });
          }}
        />
      );
    case 'segment':
      return (
        <SegmentPhrase
          value={value}
          onChange={(v) => {
            onChange({ ...v, type: value.type });
          }}
        />
      );
    case 'people':
      return (
        <PeoplePhrase
          value={value}
          onChange={(v) => {
            onChange({ ...v, type: value.type });
          }}
        />
      );
  }
}
