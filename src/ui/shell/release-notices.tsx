import { Match, Switch } from 'solid-js'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import type { Release } from '../primitives/create-release.ts'
import { shellStrings } from '../strings/shell.ts'

/** A new version waits for a yes; the first one says once that the app now opens offline. */
export const ReleaseNotices = (props: { readonly release: Release }) => (
  <Switch>
    <Match when={props.release.updateReady()}>
      <Notice
        actions={
          <>
            <Button look="primary" onPress={() => props.release.update()}>
              {shellStrings.update}
            </Button>
            <Button look="quiet" onPress={() => props.release.later()}>
              {shellStrings.later}
            </Button>
          </>
        }
      >
        {shellStrings.updateReady}
      </Notice>
    </Match>
    <Match when={props.release.offlineReady()}>
      <Notice
        icon="check"
        actions={
          <Button look="quiet" onPress={() => props.release.gotIt()}>
            {shellStrings.gotIt}
          </Button>
        }
      >
        {shellStrings.offlineReady}
      </Notice>
    </Match>
  </Switch>
)
