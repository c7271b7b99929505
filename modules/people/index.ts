/** People of the city: accounts without passwords, what they keep, staff and their acts. */
import { route } from '#kernel/server/http/route.ts'
import { defineModule } from '#kernel/server/module.ts'
import * as contract from './contract.ts'
import { letterJobs } from './server/letters.ts'
import { createPeople, sweepJob, sweepSchedule } from './server/service.ts'
import type { PeopleTables } from './server/store/tables.ts'

export const people = defineModule<PeopleTables>()({
  name: 'people',
  needs: {},
  permissions: {
    'people.manage': { ru: 'Назначать сотрудников', en: 'Appoint staff' },
    'people.audit': { ru: 'Видеть журнал действий сотрудников', en: 'See what staff did' },
  },
  start: (kit) => {
    const { api, sessions, signIn, me, staff, readOutbox } = createPeople(kit)
    return {
      api,
      doorkeeper: sessions,
      routes: [
        route(contract.requestSignIn, (input, caller) => signIn.request(input, caller)),
        route(contract.confirmSignIn, (input, caller, cookie) => signIn.confirm(input, caller, cookie)),
        route(contract.signOut, (_input, _caller, cookie) => signIn.signOut(cookie)),
        route(contract.signOutEverywhere, (_input, caller, cookie) => me.endSessions(caller, cookie)),
        route(contract.getMe, (_input, caller, cookie) => me.show(caller, cookie)),
        route(contract.saveHomes, (input, caller) => me.saveHomes(input, caller)),
        route(contract.saveRoles, (input, caller) => me.saveRoles(input, caller)),
        route(contract.saveLang, (input, caller) => me.saveLang(input, caller)),
        route(contract.exportMe, (_input, caller) => me.export(caller)),
        route(contract.eraseMe, (_input, caller, cookie) => me.erase(caller, cookie)),
        route(contract.listOutbox, (_input, caller) => readOutbox(caller)),
        route(contract.listStaff, () => staff.list()),
        route(contract.grantStaff, (input, caller) => staff.grant(input, caller)),
        route(contract.revokeStaff, (input, caller) => staff.revoke(input, caller)),
        route(contract.listAudit, (input) => staff.listActs(input)),
      ],
      jobs: [...letterJobs(kit), sweepJob(kit)],
      schedules: [sweepSchedule],
    }
  },
})
