/** The room Journeys: the map of who is where on their way, and how they moved. */
import { JourneyMapPage } from './JourneyMapPage';

export function JourneysRoom() {
  return <JourneyMapPage />;
}
