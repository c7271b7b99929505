import './ui.css'

/** Addresses and phones inside plain text become things one can press. */
const pressable =
  /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])|(\+?[78][\s(-]*\d{3}[\s)-]*\d{3}[\s-]?\d{2}[\s-]?\d{2})/g

/** Text of a pack or of a flow: paragraphs at line ends, links and phones alive, nothing else. */
export function Prose({ text }: { text: string }) {
  const paragraphs = text.split(/\n+/).filter((line) => line.trim() !== '')
  return (
    <div className="g-prose">
      {paragraphs.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of one text do not move
        <p key={index}>{withLinks(line)}</p>
      ))}
    </div>
  )
}

function withLinks(line: string) {
  return line.split(pressable).map((part, index) => {
    // split() with two groups yields: text, link, phone, text, link, phone…
    const kind = index % 3
    if (kind === 0 || part === undefined) return part
    const href = kind === 1 ? part : `tel:${part.replace(/[^\d+]/g, '')}`
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one line do not move
      <a key={index} href={href} {...(kind === 1 && { rel: 'noreferrer' })}>
        {part}
      </a>
    )
  })
}
