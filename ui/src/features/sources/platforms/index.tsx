/**
 * Platforms as sources: choosing one (/sources/connect), connecting it (/sources/connect/shopify), a connected
 * one (/sources/3) and its new key (/sources/3/key). No platform is known by name here: forms, steps and names
 * come from the core.
 */
export { ChooserPage } from './ChooserPage';
export { ConnectPage } from './ConnectPage';
export { KeyPage } from './KeyPage';
export { usePlatforms, useSources } from './queries';
export { SourceList } from './SourceList';
export { SourcePage } from './SourcePage';
