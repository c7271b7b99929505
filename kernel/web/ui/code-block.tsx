import { useState } from 'react'
import { useWords } from '../words.tsx'
import './chart.css'

/** Text to take away: a command, a key, an answer. */
export function CodeBlock({ text, label }: { text: string; label: string }) {
  const { t } = useWords()
  return (
    <div className="g-code">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long answers scroll, also by keyboard */}
      <section aria-label={label} tabIndex={0}>
        <pre>{text}</pre>
      </section>
      <CopyButton text={text} label={t('copy')} />
    </div>
  )
}

export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useWords()
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await copyText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <button type="button" className="g-chip" onClick={() => void copy()}>
      <span aria-live="polite">{isCopied ? t('copied') : label}</span>
    </button>
  )
}

/** The clipboard API is absent on plain http; a hidden field does the same there. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text)
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}
