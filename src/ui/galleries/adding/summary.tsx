import { useNavigate } from '@solidjs/router'
import type { AccountIdText, IntakeRow } from '../../../core/api.ts'
import { Button, ErrorWords } from '../../components/index.ts'
import { createCommand } from '../../primitives/index.ts'
import { addPage, summaryText } from '../../strings/intake.ts'
import { albumPath } from '../paths.ts'
import styles from './adding.module.css'
import { forgetForAll } from './create-for-all.ts'

/** "40 works added"; done with them, one sees where they hang. */
export const Summary = (props: { readonly account: AccountIdText; readonly intake: IntakeRow }) => {
  const dismiss = createCommand('intake.dismiss')
  const navigate = useNavigate()
  const finish = async (): Promise<void> => {
    const done = props.intake.items.filter(item => item.state === 'done')
    const album = done.at(-1)?.album
    if (!(await dismiss.run({ items: done.map(({ id }) => id) })).ok || album === undefined) return
    for (const one of new Set(done.map(item => item.album))) forgetForAll(one)
    navigate(albumPath({ account: props.account, album, isOwn: true }))
  }
  return (
    <section class={styles['progress']} aria-label={addPage.title}>
      <p class="lead" role="status">
        {summaryText(props.intake.done, props.intake.locationsRemoved)}
      </p>
      <div>
        <Button look="primary" onPress={() => void finish()}>
          {addPage.done}
        </Button>
      </div>
      <ErrorWords error={dismiss.error() ?? null} />
    </section>
  )
}
