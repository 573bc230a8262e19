import { initialsOf } from './initials-of.ts'
import './initials.css'

/** Stands for a person until there is a picture. Grey for everybody; the name is written beside it. */
export const Initials = (props: { readonly name: string }) => (
  <span class="initials" aria-hidden="true">
    {initialsOf(props.name)}
  </span>
)
