/** What the studio takes from the cabinets: a door of its own, so that residents do not carry it. */
export { StudioApp } from './studio-app.tsx'
