import { Icon, type IconName } from '../components/index.ts'
import { rolesEditor } from '../strings/profiles.ts'
import styles from './roles-editor.module.css'

export type RoleTool = 'up' | 'down' | 'remove'

interface RoleItemProps {
  readonly words: string
  readonly isFirst: boolean
  readonly isLast: boolean
  onMove(by: -1 | 1): void
  onRemove(): void
}

export const RoleItem = (props: RoleItemProps) => (
  <li>
    <span dir="auto">{props.words}</span>
    <Tool
      tool="up"
      icon="up"
      name={rolesEditor.moveUp(props.words)}
      disabled={props.isFirst}
      onPress={() => props.onMove(-1)}
    />
    <Tool
      tool="down"
      icon="up"
      name={rolesEditor.moveDown(props.words)}
      disabled={props.isLast}
      onPress={() => props.onMove(1)}
    />
    <Tool
      tool="remove"
      icon="close"
      name={rolesEditor.remove(props.words)}
      disabled={false}
      onPress={() => props.onRemove()}
    />
  </li>
)

interface ToolProps {
  readonly tool: RoleTool
  readonly icon: IconName
  readonly name: string
  readonly disabled: boolean
  onPress(): void
}

/** Stays focusable at the ends of the list, so that moving a role never drops the focus. */
const Tool = (props: ToolProps) => (
  <button
    type="button"
    class={styles['tool']}
    data-tool={props.tool}
    aria-label={props.name}
    title={props.name}
    aria-disabled={props.disabled ? 'true' : undefined}
    onClick={() => {
      if (!props.disabled) props.onPress()
    }}
  >
    <Icon name={props.icon} />
  </button>
)
