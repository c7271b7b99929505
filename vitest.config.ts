import { configDefaults, defineConfig } from 'vitest/config'

const scenarios = '**/*.scenario.test.ts'
const journeys = 'tests/journeys/**/*.journey.test.ts'
const architecture = 'tests/{architecture,docs}.test.ts'
const never = [...configDefaults.exclude, '**/.gorod/**', '**/.types/**']

/** Four kinds of tests; what they are for is told in CONTRIBUTING.md. */
export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...never, scenarios, journeys, architecture],
          testTimeout: 20_000,
        },
      },
      { test: { name: 'architecture', include: [architecture], exclude: never } },
      {
        test: {
          name: 'scenarios',
          include: [scenarios],
          exclude: never,
          globalSetup: ['tests/database.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: [journeys],
          exclude: never,
          globalSetup: ['tests/database.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // After everything else: a browser beside other work is slow, and slow looks like broken.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
