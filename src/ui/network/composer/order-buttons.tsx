import { IconButton } from '../../components/index.ts'
import { composerPageWords as words } from '../../strings/network-writing.ts'

interface OrderButtonsProps {
  readonly name: string
  readonly at: number
  readonly count: number
  readonly onMove: (by: 1 | -1) => void
}

/** Earlier and later; at either end a press does nothing, so that the focus stays where it is. */
export const OrderButtons = (props: OrderButtonsProps) => (
  <>
    <IconButton
      icon="up"
      label={words.earlier(props.name)}
      onPress={() => {
        if (props.at > 0) props.onMove(-1)
      }}
    />
    <IconButton
      icon="lower"
      label={words.later(props.name)}
      onPress={() => {
        if (props.at < props.count - 1) props.onMove(1)
      }}
    />
  </>
)
