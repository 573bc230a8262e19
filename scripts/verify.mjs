/** `npm run verify`: types of every program, lint, unused code, import rules. */
import { importCheck, runChecks, staticChecks } from './lib/checks.mjs'

const { failed } = await runChecks([...staticChecks(), importCheck])
for (const name of failed) console.error(`failed: ${name}`)
process.exitCode = failed.length > 0 ? 1 : 0
