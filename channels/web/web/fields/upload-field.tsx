import { EmptyState } from '#kernel/web/ui/states.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { FieldProps } from './field.ts'

/** Files need a place on the server that this release does not have yet: said plainly, not hidden. */
export function UploadField({ question }: FieldProps) {
  const { t } = useWords()
  return (
    <EmptyState title={t('web-no-upload')}>
      {t(question.type === 'photo' ? 'web-no-upload-photo' : 'web-no-upload-file')}
    </EmptyState>
  )
}
