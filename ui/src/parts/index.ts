/** The shared parts. A room imports from here; what only one room needs stays in that room. */
export { ChartFrame, type ChartFrameProps } from './ChartFrame';
export { confirm, type Question } from './confirm';
export { DataTable } from './DataTable';
export type { DataTableColumn, DataTableProps, TableSort } from './dataTableTypes';
export { EmptyState, type EmptyStateProps } from './EmptyState';
export { ErrorNote, type ErrorNoteProps } from './ErrorNote';
export { Count, DateText, Money } from './Figures';
export type { CountProps, DateTextProps, MoneyProps } from './Figures';
export { Loading, type LoadingProps } from './Loading';
export { Page, type PageProps } from './Page';
export { PageHeader, type PageHeaderProps } from './PageHeader';
export { DemoBadge, Pill, type PillTone } from './Pill';
export { ProgressLine, type ProgressLineProps } from './ProgressLine';
export { RoomBoundary } from './RoomBoundary';
export { Section, type SectionProps } from './Section';
export { ExplanationPlace, SidePanel, type SidePanelProps } from './SidePanel';
export { Stat, StatRow, type StatProps } from './Stat';
export { showDone, showFailure, showUndo, UNDO_MS, type UndoToast } from './toast';
