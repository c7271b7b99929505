import { Button } from '@vkontakte/vkui'
import { useEffect, useState } from 'react'
import { useWords } from '#kernel/web/words.tsx'
import type { View } from '#modules/flows/contract/view.ts'

/** «Прочитать вслух», where the device has a voice. Speaks the spoken form when there is one. */
export function ReadAloud({ views }: { views: readonly View[] }) {
  const { t, lang } = useWords()
  const [isSpeaking, setSpeaking] = useState(false)
  useEffect(() => () => window.speechSynthesis?.cancel(), [])
  if (!('speechSynthesis' in window)) return null

  const speak = () => {
    window.speechSynthesis.cancel()
    if (isSpeaking) return setSpeaking(false)
    const speech = new SpeechSynthesisUtterance(views.map(spoken).join('. '))
    speech.lang = lang === 'ru' ? 'ru-RU' : 'en-GB'
    speech.onend = () => setSpeaking(false)
    setSpeaking(true)
    window.speechSynthesis.speak(speech)
  }
  return (
    <div>
      <Button mode="secondary" size="l" onClick={speak}>
        {isSpeaking ? t('web-read-stop') : t('web-read-aloud')}
      </Button>
    </div>
  )
}

function spoken(view: View): string {
  if (view.kind === 'form') return view.fields.map(({ text }) => text.tts ?? text.text).join('. ')
  const head = view.text.tts ?? view.text.text
  const items =
    'items' in view
      ? view.items.slice(0, 5).map((item) => item.tts ?? [item.title, item.text].filter(Boolean).join('. '))
      : []
  const options = view.kind === 'ask' ? view.options.map(({ label }) => label) : []
  return [head, ...items, ...options].join('. ')
}
