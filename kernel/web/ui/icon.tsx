import { type ComponentType, useEffect, useState } from 'react'

interface IconProps {
  name: string
  size?: number
}

type IconSet = (name: string) => ComponentType<{ width?: number; height?: number }>
let iconSet: IconSet | undefined
const loading = () =>
  import('./icon-set.tsx').then(({ drawnIcon }) => {
    iconSet = drawnIcon
    return drawnIcon
  })

/** A picture by name; decorative, the words stand beside it. Its box is kept while the set loads. */
export function Icon({ name, size = 24 }: IconProps) {
  const [set, setSet] = useState<IconSet | undefined>(() => iconSet)
  useEffect(() => {
    if (!set) void loading().then((loaded) => setSet(() => loaded))
  }, [set])
  const Drawn = set?.(name)
  return (
    <span aria-hidden="true" className="g-icon" style={{ width: size, height: size }}>
      {Drawn && <Drawn width={size} height={size} />}
    </span>
  )
}
