/** What the apps take from the cabinets. */
export { ResidentApp } from './resident-app.tsx'
