/** The room Insights: one page; see InsightsPage. */
export { InsightsPage as InsightsRoom } from './InsightsPage';
