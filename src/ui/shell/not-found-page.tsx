import { LinkButton } from '../components/button.tsx'
import { PageHeading } from '../components/page-heading.tsx'
import { shellStrings } from '../strings/shell.ts'

export const NotFoundPage = () => (
  <div class="page">
    <div class="stack measure">
      <PageHeading title={shellStrings.notFoundTitle}>{shellStrings.notFoundTitle}</PageHeading>
      <p class="lead">{shellStrings.notFound}</p>
      <div class="row">
        <LinkButton href="/me" look="primary">
          {shellStrings.goToMe}
        </LinkButton>
      </div>
    </div>
  </div>
)
