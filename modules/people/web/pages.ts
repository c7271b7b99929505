/** Whole pages of people: a second door, so that the first screen does not carry them. */
export { AuditPage } from './audit-page.tsx'
export { OutboxPage } from './outbox-page.tsx'
export { SignInPage } from './sign-in-page.tsx'
export { StaffPage } from './staff-page.tsx'
